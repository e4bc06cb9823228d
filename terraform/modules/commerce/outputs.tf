output "release" {
  description = "Name, namespace, chart version and description of the installed release: `helm test NAME --namespace NAMESPACE` places an order."
  value = {
    name        = helm_release.commerce.name
    namespace   = helm_release.commerce.namespace
    version     = helm_release.commerce.version
    description = helm_release.commerce.description
  }
}

output "values" {
  description = "The values of the chart that the variables stand for, as YAML, without the base of the profile and without further values."
  value       = local.values[1]
}

output "secret_names" {
  description = "The Secrets that the release reads."
  value       = sort(distinct([for one in local.wanted : "${var.secret_prefix}${one.of}"]))
}
