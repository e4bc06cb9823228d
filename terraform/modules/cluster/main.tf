# Prepares a cluster that exists: the namespaces of Dapr and of the shop, each with the level of PodSecurity
# that its pods have to keep. Any cluster will do that runs Kubernetes 1.30 or newer and applies
# NetworkPolicies; this module neither makes nodes nor changes them.

locals {
  # A level is enforced, and pods that break it are named in warnings and in the audit log too.
  levels = {
    (var.namespace)      = var.pod_security
    (var.dapr_namespace) = var.dapr_pod_security
  }
}

resource "kubernetes_namespace_v1" "this" {
  for_each = local.levels

  metadata {
    name = each.key
    labels = merge(var.labels, {
      for mode in ["enforce", "warn", "audit"] : "pod-security.kubernetes.io/${mode}" => each.value
    })
  }
}
