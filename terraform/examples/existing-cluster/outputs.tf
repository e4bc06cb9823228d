output "test" {
  description = "Places an order in the shop and cancels it."
  value       = "helm test ${module.commerce.release.name} --namespace ${module.commerce.release.namespace} --logs"
}
