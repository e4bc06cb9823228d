# The PostgreSQL and the Redis of the shop: servers that exist (`external`), or one of each in the cluster, for
# development and demos (`in_cluster`). Either way the output `connections` is what the module `commerce`
# takes. The servers in the cluster are single, without backups; they keep their volumes when a pod moves.

locals {
  # Which apps have a database is declared by the apps.
  apps      = yamldecode(file("${path.module}/../../../charts/commerce/derived/apps.yaml"))
  databases = toset([for name, app in local.apps : name if app.database])

  is_in_cluster = nonsensitive(var.external == null)
  # The address of PostgreSQL in the cluster, with the password, less the database.
  address = (
    local.is_in_cluster
    ? "postgres://commerce:${urlencode(var.in_cluster.postgres_password)}@postgres.${var.namespace}.svc.cluster.local:5432"
    : null
  )
  connections = (
    local.is_in_cluster
    ? {
      database_urls = { for name in local.databases : name => "${local.address}/${name}" }
      redis = {
        host     = "redis.${var.namespace}.svc.cluster.local"
        port     = 6379
        password = var.in_cluster.redis_password
        database = 0
        tls      = false
      }
    }
    : var.external
  )

  servers = {
    postgres = {
      image = var.images.postgres
      port  = 5432
      # Of the images: Debian's user of PostgreSQL, and that of Redis.
      user    = 999
      mount   = "/var/lib/postgresql"
      scratch = ["/tmp", "/var/run/postgresql"]
      command = null
      args    = ["postgres", "-c", "max_connections=250", "-c", "jit=off"]
      env = {
        POSTGRES_USER = "commerce"
      }
      probe  = ["pg_isready", "-U", "commerce", "-h", "127.0.0.1"]
      memory = "1Gi"
    }
    redis = {
      image   = var.images.redis
      port    = 6379
      user    = 999
      mount   = "/data"
      scratch = ["/tmp"]
      # The password is not in the arguments, which everyone in the node can read.
      command = ["sh", "-c"]
      args = [join(" ", [
        "printf 'requirepass %s\\n' \"$REDISCLI_AUTH\" |",
        "exec redis-server - --appendonly yes --appendfsync everysec --save '' --maxmemory-policy noeviction",
      ])]
      env    = {}
      probe  = ["redis-cli", "ping"]
      memory = "512Mi"
    }
  }
  started = { for name, server in local.servers : name => server if local.is_in_cluster }

  # Creates what is missing, so that an app that is added later has its database too.
  create_databases = join("", [
    for name in local.databases :
    "SELECT 'CREATE DATABASE \"${name}\"' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '${name}') \\gexec\n"
  ])
  after_start = {
    postgres = <<-EOT
      until pg_isready --quiet --host 127.0.0.1 --username commerce; do sleep 1; done
      exec psql --no-psqlrc --set ON_ERROR_STOP=1 --username commerce --dbname postgres --file /databases/databases.sql
    EOT
  }
}

resource "kubernetes_secret_v1" "passwords" {
  count = local.is_in_cluster ? 1 : 0

  metadata {
    name      = "data-passwords"
    namespace = var.namespace
  }
  data = {
    POSTGRES_PASSWORD = var.in_cluster.postgres_password
    # The name under which both the server's start and redis-cli look for it.
    REDISCLI_AUTH = var.in_cluster.redis_password
  }
}

resource "kubernetes_config_map_v1" "databases" {
  count = local.is_in_cluster ? 1 : 0

  metadata {
    name      = "data-databases"
    namespace = var.namespace
  }
  data = { "databases.sql" = local.create_databases }
}

resource "kubernetes_service_v1" "this" {
  for_each = local.started

  metadata {
    name      = each.key
    namespace = var.namespace
  }
  spec {
    selector = { "app.kubernetes.io/name" = each.key }
    port {
      port        = each.value.port
      target_port = each.value.port
    }
  }
}

# Only the pods of the shop, and what the release runs beside them, reach the servers.
resource "kubernetes_network_policy_v1" "this" {
  for_each = local.started

  metadata {
    name      = "data-${each.key}"
    namespace = var.namespace
  }
  spec {
    pod_selector {
      match_labels = { "app.kubernetes.io/name" = each.key }
    }
    policy_types = ["Ingress", "Egress"]
    ingress {
      ports {
        port     = each.value.port
        protocol = "TCP"
      }
      from {
        pod_selector {
          match_labels = { "app.kubernetes.io/part-of" = "commerce" }
        }
      }
    }
  }
}

resource "kubernetes_stateful_set_v1" "this" {
  for_each = local.started

  metadata {
    name      = each.key
    namespace = var.namespace
    labels    = { "app.kubernetes.io/name" = each.key }
  }
  spec {
    service_name = kubernetes_service_v1.this[each.key].metadata[0].name
    replicas     = 1
    selector {
      match_labels = { "app.kubernetes.io/name" = each.key }
    }
    template {
      metadata {
        labels = { "app.kubernetes.io/name" = each.key }
        # A new app or a new password replaces the pod.
        annotations = {
          "commerce/databases" = sha256(each.key == "postgres" ? local.create_databases : "")
          "commerce/passwords" = substr(nonsensitive(sha256(jsonencode(var.in_cluster))), 0, 16)
        }
      }
      spec {
        automount_service_account_token  = false
        termination_grace_period_seconds = 60
        security_context {
          run_as_non_root = true
          run_as_user     = each.value.user
          run_as_group    = each.value.user
          fs_group        = each.value.user
          seccomp_profile {
            type = "RuntimeDefault"
          }
        }
        container {
          name    = each.key
          image   = each.value.image
          command = each.value.command
          args    = each.value.args

          dynamic "env" {
            for_each = each.value.env
            content {
              name  = env.key
              value = env.value
            }
          }
          env_from {
            secret_ref {
              name = kubernetes_secret_v1.passwords[0].metadata[0].name
            }
          }
          port {
            container_port = each.value.port
          }
          resources {
            requests = { cpu = "100m", memory = "256Mi" }
            limits   = { memory = each.value.memory }
          }
          readiness_probe {
            exec {
              command = each.value.probe
            }
            period_seconds  = 5
            timeout_seconds = 3
          }
          dynamic "lifecycle" {
            for_each = contains(keys(local.after_start), each.key) ? [local.after_start[each.key]] : []
            content {
              post_start {
                exec {
                  command = ["sh", "-c", lifecycle.value]
                }
              }
            }
          }
          security_context {
            allow_privilege_escalation = false
            read_only_root_filesystem  = true
            capabilities {
              drop = ["ALL"]
            }
          }
          volume_mount {
            name       = "data"
            mount_path = each.value.mount
          }
          volume_mount {
            name       = "databases"
            mount_path = "/databases"
            read_only  = true
          }
          dynamic "volume_mount" {
            for_each = each.value.scratch
            content {
              name       = "scratch"
              mount_path = volume_mount.value
              sub_path   = trimprefix(replace(volume_mount.value, "/", "-"), "-")
            }
          }
        }
        volume {
          name = "databases"
          config_map {
            name = kubernetes_config_map_v1.databases[0].metadata[0].name
          }
        }
        volume {
          name = "scratch"
          empty_dir {}
        }
      }
    }
    volume_claim_template {
      metadata {
        name = "data"
      }
      spec {
        access_modes       = ["ReadWriteOnce"]
        storage_class_name = var.in_cluster.storage_class
        resources {
          requests = { storage = var.in_cluster.storage }
        }
      }
    }
  }
}
