output "namespace" {
  description = "The namespace of the shop. Known when it exists, so what uses it waits for it."
  value       = kubernetes_namespace_v1.this[var.namespace].metadata[0].name
}

output "dapr_namespace" {
  description = "The namespace of Dapr's control plane, known when it exists."
  value       = kubernetes_namespace_v1.this[var.dapr_namespace].metadata[0].name
}
