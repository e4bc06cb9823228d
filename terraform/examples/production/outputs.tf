output "release" {
  description = "Name, namespace and chart version of the installed release."
  value       = module.commerce.release
}

output "values" {
  description = "The values of the chart that the variables stand for."
  value       = module.commerce.values
}
