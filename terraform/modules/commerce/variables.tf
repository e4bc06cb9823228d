variable "namespace" {
  description = "The namespace of the shop. It exists: the module `cluster` makes it."
  type        = string
  default     = "shop"
}

variable "profile" {
  description = "Which values of the chart are the base: `dev` (one replica of each app, a simulated payment provider) or `prod` (three and more, images by digest)."
  type        = string

  validation {
    condition     = contains(["dev", "prod"], var.profile)
    error_message = "The profile is dev or prod: charts/commerce has a file of values for each."
  }
}

variable "public_url" {
  description = "Where clients reach the gateway. Tokens name it as their issuer."
  type        = string

  validation {
    condition     = can(regex("^https?://[^/ ]+[^ ]*$", var.public_url)) && !endswith(var.public_url, "/")
    error_message = "The public URL is http(s)://HOST, without a slash at its end."
  }

  validation {
    condition     = var.profile == "dev" || startswith(var.public_url, "https://")
    error_message = "The profile prod needs a public URL with https: passwords and tokens pass there."
  }
}

variable "image" {
  description = "The images of the apps: `registry/prefixAPP@digest`, or by tag. Without a tag it is that of the chart's version."
  type = object({
    registry        = string
    prefix          = optional(string, "commerce-")
    tag             = optional(string, "")
    digests         = optional(map(string), {})
    require_digests = optional(bool, true)
    pull_policy     = optional(string, "IfNotPresent")
    pull_secrets    = optional(list(string), [])
  })

  validation {
    condition     = var.image.registry != "" && !startswith(var.image.registry, "http") && !endswith(var.image.registry, "/")
    error_message = "image.registry is a host, with a path if there is one, without https:// and without a slash at its end."
  }

  validation {
    condition     = var.image.tag != "latest"
    error_message = "image.tag cannot be latest: a tag that moves gives two pods of one release different code."
  }

  validation {
    condition     = alltrue([for digest in values(var.image.digests) : can(regex("^sha256:[0-9a-f]{64}$", digest))])
    error_message = "A digest is sha256: and 64 hexadecimal digits; `npm run images` prints them."
  }
}

variable "secret_prefix" {
  description = "What the names of the secrets begin with."
  type        = string
  default     = "commerce-"
}

variable "manage_secrets" {
  description = "Whether this module writes the Secrets. `false` if an operator of the cluster writes them: then `secrets` is not read, and the chart looks for them before it changes anything."
  type        = bool
  default     = true
}

variable "connections" {
  description = "PostgreSQL and Redis: the output `connections` of the module `data`."
  type = object({
    database_urls = map(string)
    redis = object({
      host     = string
      port     = number
      password = string
      database = number
      tls      = bool
    })
  })
  sensitive = true
}

variable "secrets" {
  description = "The other secrets, by secret (without prefix) and key, such as `identity = { IDENTITY_MASTER_KEY = ... }`. Keep master keys elsewhere too: who loses them loses the data that they seal."
  type        = map(map(string))
  default     = {}
  sensitive   = true

  validation {
    condition = alltrue(flatten([for data in values(var.secrets) : [
      for key, value in data : length(value) >= 32 if endswith(key, "_KEY") || endswith(key, "_SECRET") || key == "token"
    ]]))
    error_message = "A key, a token or a secret has fewer than 32 characters: `openssl rand -hex 32` makes one."
  }
}

variable "payment_provider_url" {
  description = "The payment provider. Without it, and only in the profile dev, its simulator plays it."
  type        = string
  default     = null

  validation {
    condition     = var.payment_provider_url == null ? var.profile == "dev" : can(regex("^https?://[^/ ]+", var.payment_provider_url))
    error_message = "The profile prod needs the http(s) URL of a payment provider: the simulator takes no money."
  }
}

variable "allowed_cidrs" {
  description = "The only addresses at which the apps reach PostgreSQL and Redis. Empty: any address, at their ports."
  type = object({
    postgres = optional(list(string), [])
    redis    = optional(list(string), [])
  })
  default = {}

  validation {
    condition     = alltrue([for cidr in concat(var.allowed_cidrs.postgres, var.allowed_cidrs.redis) : can(cidrhost(cidr, 0))])
    error_message = "allowed_cidrs has ranges such as 10.0.8.0/24."
  }
}

variable "ingress" {
  description = "How clients reach the gateway: the host, the class and the certificate of an Ingress, and the namespaces whose pods may call the gateway. Without a host there is no Ingress."
  type = object({
    host            = optional(string, "")
    class_name      = optional(string, "")
    annotations     = optional(map(string), {})
    tls_secret_name = optional(string, "")
    namespaces      = optional(list(string), [])
  })
  default = {}
}

variable "trusted_proxies" {
  description = "Addresses and ranges of the proxies of the ingress, whose X-Forwarded-For the gateway believes."
  type        = list(string)
  default     = []
}

variable "dapr" {
  description = "The namespace of Dapr's control plane, another image for the sidecars, and where apps and sidecars send spans (host:port of an OpenTelemetry collector, OTLP over HTTP)."
  type = object({
    namespace     = optional(string, "dapr-system")
    sidecar_image = optional(string)
    otlp_endpoint = optional(string)
  })
  default = {}
}

variable "monitoring" {
  description = "Monitors and alerts, where the cluster has the Prometheus operator, and the labels by which it selects them."
  type = object({
    enabled = optional(bool, true)
    labels  = optional(map(string), {})
  })
  default = {}
}

variable "test_client" {
  description = "A service client with the scopes orders, stock and catalog: `helm test` places an order with it, and without it only reads."
  type = object({
    id     = string
    secret = string
  })
  default   = null
  sensitive = true
}

variable "values" {
  description = "Further values of the chart, each a YAML text. The last one wins; the chart refuses a misspelt name."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for text in var.values : can(keys(yamldecode(text)))])
    error_message = "Each of `values` is a YAML text with an object: give file(...) or yamlencode(...), not the path."
  }
}

variable "timeout_seconds" {
  description = "How long an install or upgrade may take until all pods are ready, s. The migrations are in it."
  type        = number
  default     = 900

  validation {
    condition     = var.timeout_seconds >= 60 && var.timeout_seconds <= 7200
    error_message = "The timeout is 60 to 7200 s."
  }
}
