output "connections" {
  description = "What the module `commerce` takes as `connections`: the URL of each database, and Redis."
  value       = local.connections
  sensitive   = true

  precondition {
    condition     = local.is_in_cluster ? true : nonsensitive(toset(keys(var.external.database_urls)) == local.databases)
    error_message = "external.database_urls needs exactly the apps that have a database: ${join(", ", local.databases)}."
  }

  depends_on = [kubernetes_stateful_set_v1.this]
}

output "databases" {
  description = "The apps that have a database."
  value       = local.databases
}
