# Installs the shop: its Secrets, and the chart `charts/commerce` of this repository, whose values it makes from
# typed variables (`values.yaml.tftpl`). Which secrets there must be is read from what the chart derives
# from the declarations of the apps; one that is missing stops the plan.

locals {
  repository = "${path.module}/../../.."
  chart      = "${local.repository}/charts/commerce"

  payment_provider_port = try(
    tonumber(regex("^https?://[^/]+:([0-9]+)", var.payment_provider_url)[0]),
    startswith(var.payment_provider_url, "http:") ? 80 : 443,
    443,
  )

  values = concat(
    [file("${local.chart}/values-${var.profile}.yaml")],
    [templatefile("${path.module}/values.yaml.tftpl", {
      allowed_cidrs         = var.allowed_cidrs
      dapr                  = var.dapr
      image                 = var.image
      ingress               = var.ingress
      monitoring            = var.monitoring
      payment_provider_url  = var.payment_provider_url
      payment_provider_port = local.payment_provider_port
      public_url            = var.public_url
      redis_tls             = nonsensitive(var.connections.redis.tls)
      secret_prefix         = var.secret_prefix
      test_client           = nonsensitive(var.test_client == null) ? null : "${var.secret_prefix}test-client"
      trusted_proxies       = var.trusted_proxies
    })],
    var.values,
  )

  # Chart and release have the same version for as long as nobody raises it: the sum of the files makes an
  # edit of the chart a change.
  chart_sum = substr(sha256(join("\n", [
    for name in sort(fileset(local.chart, "**")) : "${name} ${filesha256("${local.chart}/${name}")}"
  ])), 0, 12)
}

resource "helm_release" "commerce" {
  name      = "commerce"
  namespace = var.namespace
  chart     = local.chart
  values    = local.values

  # Pods carry a sum of their secrets as the chart finds them in the cluster, so an upgrade has to follow every
  # change of a secret: this text is what makes it one. Nothing can be guessed from the sum, since random
  # tokens of 256 bits are in it.
  description = "chart ${local.chart_sum}, secrets ${local.secrets_sum}"

  wait    = true
  timeout = var.timeout_seconds
  # A first install that fails is taken away, an upgrade that fails is rolled back.
  atomic      = true
  max_history = 10

  depends_on = [kubernetes_secret_v1.this, kubernetes_secret_v1.test_client]

  lifecycle {
    precondition {
      condition     = length(local.missing) == 0 || !var.manage_secrets
      error_message = "secrets are missing: ${join(", ", local.missing)}. Give them in `secrets` (charts/commerce/README.md says what each one is)."
    }
    precondition {
      condition     = length(local.unknown) == 0
      error_message = "`secrets` has what no app reads: ${join(", ", local.unknown)}. Is a name misspelt?"
    }
  }
}
