variable "kubeconfig" {
  description = "The file with the address and the credentials of the cluster."
  type        = string
  default     = "~/.kube/config"
}

variable "context" {
  description = "The context in it: name it, so that an apply never meets another cluster."
  type        = string
}

variable "namespace" {
  description = "The namespace of the shop."
  type        = string
  default     = "shop"
}

variable "host" {
  description = "The name under which clients reach the shop."
  type        = string
}

variable "payment_provider_url" {
  description = "The payment provider."
  type        = string
}

variable "image" {
  description = "The images of the apps: registry, and the digest of each app."
  type = object({
    registry     = string
    prefix       = optional(string, "commerce-")
    digests      = map(string)
    pull_secrets = optional(list(string), [])
  })
}

variable "servers" {
  description = "PostgreSQL and Redis, as `external` of the module `data`."
  type = object({
    database_urls = map(string)
    redis = object({
      host     = string
      port     = optional(number, 6379)
      password = string
      database = optional(number, 0)
      tls      = optional(bool, true)
    })
  })
  sensitive = true
}

variable "allowed_cidrs" {
  description = "Where PostgreSQL and Redis are: the only addresses that apps reach at these ports."
  type = object({
    postgres = list(string)
    redis    = list(string)
  })
}

variable "trusted_proxies" {
  description = "Addresses and ranges of the proxies of the ingress."
  type        = list(string)
  default     = []
}

variable "secrets" {
  description = "The keys and tokens of the apps, as `secrets` of the module `commerce`."
  type        = map(map(string))
  sensitive   = true
}

variable "certificate_authority" {
  description = "The certificate authority of Dapr's sentry, as PEM."
  type = object({
    root_certificate   = string
    issuer_certificate = string
    issuer_key         = string
  })
  sensitive = true
}
