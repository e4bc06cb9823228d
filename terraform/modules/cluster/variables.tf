variable "namespace" {
  description = "The namespace of the shop. Dapr knows apps by their id and namespace: one shop in each."
  type        = string
  default     = "shop"

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", var.namespace))
    error_message = "The name of a namespace has at most 63 lower case letters, digits and dashes, and no dash at an end."
  }

  validation {
    condition     = !contains(["default", "kube-system", "kube-public", "kube-node-lease"], var.namespace)
    error_message = "The shop needs a namespace of its own: those of the cluster keep no level of PodSecurity."
  }
}

variable "dapr_namespace" {
  description = "The namespace of Dapr's control plane."
  type        = string
  default     = "dapr-system"

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", var.dapr_namespace))
    error_message = "The name of a namespace has at most 63 lower case letters, digits and dashes, and no dash at an end."
  }

  validation {
    condition     = var.dapr_namespace != var.namespace
    error_message = "Dapr needs a namespace of its own: its injector leaves that namespace out."
  }
}

variable "pod_security" {
  description = "The level of PodSecurity that the namespace of the shop enforces. The pods of the chart keep `restricted`, with their sidecars."
  type        = string
  default     = "restricted"

  validation {
    condition     = contains(["privileged", "baseline", "restricted"], var.pod_security)
    error_message = "PodSecurity knows the levels privileged, baseline and restricted."
  }
}

variable "dapr_pod_security" {
  description = "The level of PodSecurity that the namespace of Dapr enforces."
  type        = string
  default     = "baseline"

  validation {
    condition     = contains(["privileged", "baseline", "restricted"], var.dapr_pod_security)
    error_message = "PodSecurity knows the levels privileged, baseline and restricted."
  }
}

variable "labels" {
  description = "Further labels of both namespaces, such as those that say who pays."
  type        = map(string)
  default     = {}
}
