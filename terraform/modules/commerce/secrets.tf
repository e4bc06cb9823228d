locals {
  apps       = yamldecode(file("${local.chart}/derived/apps.yaml"))
  components = yamldecode(file("${local.chart}/derived/dapr.yaml")).components

  # What the apps and the components read: secret, key, and whether it has to be there.
  wanted = concat(
    flatten([for app in local.apps : [for secret in values(app.secrets) : secret]]),
    flatten([for component in local.components : [
      for entry in component.metadata : merge(entry.secret, { optional = false }) if can(entry.secret)
    ]]),
  )
  redis = var.connections.redis
  # What follows from the connections.
  connected = merge(
    { for name, url in var.connections.database_urls : name => { DATABASE_URL = url } },
    {
      redis = {
        REDIS_HOST     = "${local.redis.host}:${local.redis.port}"
        REDIS_PASSWORD = local.redis.password
        REDIS_DB       = tostring(local.redis.database)
        REDIS_URL = join("", [
          local.redis.tls ? "rediss://" : "redis://",
          local.redis.password == "" ? "" : ":${urlencode(local.redis.password)}@",
          "${local.redis.host}:${local.redis.port}/${local.redis.database}",
        ])
      }
    },
  )
  secrets = {
    for name in distinct(concat(nonsensitive(keys(local.connected)), nonsensitive(keys(var.secrets)))) :
    name => merge(lookup(local.connected, name, {}), lookup(var.secrets, name, {}))
  }
  # Names and keys are known to everybody who reads the chart.
  given   = flatten([for name, data in local.secrets : [for key in nonsensitive(keys(data)) : "${name}/${key}"]])
  missing = sort(distinct([for one in local.wanted : "${one.of}/${one.key}" if !one.optional && !contains(local.given, "${one.of}/${one.key}")]))
  unknown = sort(setsubtract(local.given, [for one in local.wanted : "${one.of}/${one.key}"]))

  secrets_sum = var.manage_secrets ? substr(nonsensitive(sha256(jsonencode(local.secrets))), 0, 12) : "managed elsewhere"
}

resource "kubernetes_secret_v1" "this" {
  for_each = var.manage_secrets ? toset(keys(local.secrets)) : toset([])

  metadata {
    name      = "${var.secret_prefix}${each.key}"
    namespace = var.namespace
    labels    = { "app.kubernetes.io/part-of" = "commerce" }
  }
  data = local.secrets[each.key]
}

# `helm test` orders with it.
resource "kubernetes_secret_v1" "test_client" {
  count = nonsensitive(var.test_client == null) ? 0 : 1

  metadata {
    name      = "${var.secret_prefix}test-client"
    namespace = var.namespace
    labels    = { "app.kubernetes.io/part-of" = "commerce" }
  }
  data = {
    CLIENT_ID     = var.test_client.id
    CLIENT_SECRET = var.test_client.secret
  }
}
