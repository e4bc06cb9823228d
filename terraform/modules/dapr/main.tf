# Installs Dapr's control plane from its own chart, so that every sidecar keeps PodSecurity `restricted` and no pod
# starts without its sidecar: if the injector is away, the API server refuses the pod.

locals {
  values = {
    global = {
      ha             = { enabled = var.high_availability }
      seccompProfile = "RuntimeDefault"
    }
    dapr_sidecar_injector = {
      sidecarDropALLCapabilities = true
      webhookFailurePolicy       = "Fail"
      # Namespaces that must be able to start before the injector does.
      namespaceSelector = {
        matchExpressions = [{
          key      = "kubernetes.io/metadata.name"
          operator = "NotIn"
          values   = distinct(concat(["kube-system", var.namespace], var.excluded_namespaces))
        }]
      }
    }
  }
  image = { global = { for name, value in var.image : name => value if value != null } }
  authority = var.certificate_authority == null ? null : {
    dapr_sentry = {
      tls = {
        root   = { certPEM = var.certificate_authority.root_certificate }
        issuer = { certPEM = var.certificate_authority.issuer_certificate, keyPEM = var.certificate_authority.issuer_key }
      }
    }
  }
}

resource "helm_release" "dapr" {
  name       = "dapr"
  namespace  = var.namespace
  repository = var.repository
  chart      = var.chart
  version    = var.chart_version

  values = concat(
    [yamlencode(local.values), yamlencode(local.image)],
    nonsensitive(local.authority == null) ? [] : [yamlencode(local.authority)],
    var.values,
  )

  # The pods of the shop cannot start before the injector does.
  wait    = true
  timeout = var.timeout_seconds
  # A first install that fails is taken away, an upgrade that fails is rolled back.
  atomic = true
}
