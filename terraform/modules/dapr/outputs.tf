output "namespace" {
  description = "The namespace of the control plane, known when Dapr is ready: what uses it waits for Dapr."
  value       = helm_release.dapr.namespace
}

output "chart_version" {
  description = "The installed version of Dapr's chart."
  value       = helm_release.dapr.version
}
