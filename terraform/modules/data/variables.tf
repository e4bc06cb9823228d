variable "namespace" {
  description = "The namespace of the servers in the cluster. It exists: the module `cluster` makes it."
  type        = string
  default     = "shop"
}

variable "external" {
  description = "Servers that exist: the URL of the database of every app that has one, by app, and Redis. Give this or `in_cluster`."
  type = object({
    database_urls = map(string)
    redis = object({
      host     = string
      port     = optional(number, 6379)
      password = optional(string, "")
      database = optional(number, 0)
      tls      = optional(bool, true)
    })
  })
  default   = null
  sensitive = true

  validation {
    condition = var.external == null ? true : alltrue([
      for url in values(var.external.database_urls) : can(regex("^postgres(ql)?://[^/@]+@[^/@]+/[^/?]+", url))
    ])
    error_message = "A database URL is postgres://USER:PASSWORD@HOST:PORT/DATABASE, with %-codes for special characters of the password."
  }

  validation {
    condition     = var.external == null ? true : length(distinct(values(var.external.database_urls))) == length(var.external.database_urls)
    error_message = "Each app needs a database of its own: two of the database URLs are the same."
  }

  validation {
    condition     = var.external == null ? true : !strcontains(var.external.redis.host, ":") && !strcontains(var.external.redis.host, "/")
    error_message = "redis.host is a name or an address alone: the port has a field of its own."
  }
}

variable "in_cluster" {
  description = "One PostgreSQL and one Redis in the cluster, for development and demos: their passwords, and the volume of each."
  type = object({
    postgres_password = string
    redis_password    = string
    storage           = optional(string, "5Gi")
    storage_class     = optional(string)
  })
  default   = null
  sensitive = true

  validation {
    condition     = (var.in_cluster == null) != (var.external == null)
    error_message = "Give either `external` or `in_cluster`: servers that exist, or servers to start."
  }

  validation {
    condition     = var.in_cluster == null ? true : length(var.in_cluster.postgres_password) >= 16 && length(var.in_cluster.redis_password) >= 16
    error_message = "Passwords have at least 16 characters: `openssl rand -hex 32` makes one."
  }

  validation {
    condition     = var.in_cluster == null ? true : can(regex("^[0-9a-zA-Z._~-]+$", var.in_cluster.redis_password))
    error_message = "The password of Redis has letters, digits and . _ ~ - only: it is a line of the server's configuration."
  }
}

variable "images" {
  description = "The images of the servers in the cluster; by digest where it matters."
  type = object({
    postgres = optional(string, "postgres:18")
    redis    = optional(string, "redis:7")
  })
  default = {}
}
