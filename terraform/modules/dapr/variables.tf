variable "namespace" {
  description = "The namespace of the control plane. It exists: the module `cluster` makes it."
  type        = string
  default     = "dapr-system"
}

variable "repository" {
  description = "The repository of Dapr's chart. `null` if `chart` is a path or an address."
  type        = string
  default     = "https://dapr.github.io/helm-charts/"
}

variable "chart" {
  description = "Dapr's chart: its name in the repository, the path of a folder or archive, or an `oci:` address."
  type        = string
  default     = "dapr"
}

variable "chart_version" {
  description = "The version of the chart, which is that of Dapr. The charts of the shop need 1.18 or newer."
  type        = string
  default     = "1.18.1"

  validation {
    condition = can(regex("^[0-9]+\\.[0-9]+\\.[0-9]+", var.chart_version)) && (
      try(tonumber(split(".", var.chart_version)[0]) * 1000 + tonumber(split(".", var.chart_version)[1]) >= 1018, false)
    )
    error_message = "Dapr 1.18.0 or newer is needed, as a whole version such as 1.18.1: a range would change without a change of yours."
  }
}

variable "high_availability" {
  description = "Three pods of each service of the control plane. Without it a replaced placement pod stalls actors that are not placed yet."
  type        = bool
  default     = true
}

variable "image" {
  description = "Where the images of Dapr are, if not where its chart says: registry and tag."
  type = object({
    registry = optional(string)
    tag      = optional(string)
  })
  default = {}
}

variable "excluded_namespaces" {
  description = "Namespaces besides kube-system and Dapr's own whose pods the injector is not asked about."
  type        = list(string)
  default     = []
}

variable "certificate_authority" {
  description = "Sentry's certificate authority, as PEM. Without it sentry makes one itself, and restarts when the Secret of it appears. The state holds the key: encrypt it."
  type = object({
    root_certificate   = string
    issuer_certificate = string
    issuer_key         = string
  })
  default   = null
  sensitive = true

  validation {
    condition = var.certificate_authority == null ? true : alltrue([
      for pem in values(var.certificate_authority) : startswith(trimspace(pem), "-----BEGIN ")
    ])
    error_message = "Certificates and key of sentry are PEM texts, which begin with -----BEGIN; give file(...), not the path."
  }
}

variable "values" {
  description = "Further values of Dapr's chart, each a YAML text. The last one wins."
  type        = list(string)
  default     = []
}

variable "timeout_seconds" {
  description = "How long an install or upgrade may take until all pods are ready, s."
  type        = number
  default     = 300

  validation {
    condition     = var.timeout_seconds >= 60 && var.timeout_seconds <= 3600
    error_message = "The timeout is 60 to 3600 s: schedulers of a new control plane elect a leader first."
  }
}
