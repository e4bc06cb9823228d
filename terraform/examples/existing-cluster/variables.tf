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

variable "public_url" {
  description = "Where clients reach the gateway; as here with `kubectl port-forward service/gateway 8080:80`."
  type        = string
  default     = "http://127.0.0.1:8080"
}

variable "image" {
  description = "The images of the apps: `registry`, and `tag` if it is not the version of the chart."
  type = object({
    registry    = string
    prefix      = optional(string, "commerce-")
    tag         = optional(string, "")
    pull_policy = optional(string, "IfNotPresent")
  })
}

variable "admin" {
  description = "The account of the first administrator."
  type = object({
    email    = string
    password = string
  })
  sensitive = true
}

variable "keys" {
  description = "Random keys and passwords, each by `openssl rand -hex 32`. What they seal is lost with them."
  type = object({
    postgres_password   = string
    redis_password      = string
    dapr_api_token      = string
    app_api_token       = string
    order_master_key    = string
    order_client_secret = string
    identity_master_key = string
    test_client_secret  = string
  })
  sensitive = true
}
