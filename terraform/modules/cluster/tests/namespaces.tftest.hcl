mock_provider "kubernetes" {}

run "both_namespaces_enforce_a_level_of_pod_security" {
  command = apply

  variables {
    namespace = "shop-one"
    labels    = { team = "web" }
  }

  assert {
    condition     = kubernetes_namespace_v1.this["shop-one"].metadata[0].labels["pod-security.kubernetes.io/enforce"] == "restricted"
    error_message = "The namespace of the shop does not enforce restricted."
  }
  assert {
    condition     = kubernetes_namespace_v1.this["dapr-system"].metadata[0].labels["pod-security.kubernetes.io/enforce"] == "baseline"
    error_message = "The namespace of Dapr does not enforce baseline."
  }
  assert {
    condition     = kubernetes_namespace_v1.this["shop-one"].metadata[0].labels["team"] == "web"
    error_message = "A label is missing."
  }
  assert {
    condition     = output.namespace == "shop-one" && output.dapr_namespace == "dapr-system"
    error_message = "The outputs name other namespaces."
  }
}

run "a_label_of_the_operator_cannot_switch_pod_security_off" {
  command = plan

  variables {
    labels = { "pod-security.kubernetes.io/enforce" = "privileged" }
  }

  assert {
    condition     = kubernetes_namespace_v1.this["shop"].metadata[0].labels["pod-security.kubernetes.io/enforce"] == "restricted"
    error_message = "A label replaced the level."
  }
}

run "a_namespace_of_the_cluster_is_refused" {
  command = plan

  variables {
    namespace = "kube-system"
  }

  expect_failures = [var.namespace]
}

run "a_name_that_is_none_is_refused" {
  command = plan

  variables {
    namespace = "Shop_1"
  }

  expect_failures = [var.namespace]
}

run "a_name_of_dapr_that_is_none_is_refused" {
  command = plan

  variables {
    dapr_namespace = "-dapr"
  }

  expect_failures = [var.dapr_namespace]
}

run "shop_and_dapr_in_one_namespace_are_refused" {
  command = plan

  variables {
    namespace      = "one"
    dapr_namespace = "one"
  }

  expect_failures = [var.dapr_namespace]
}

run "a_misspelt_level_is_refused" {
  command = plan

  variables {
    pod_security      = "strict"
    dapr_pod_security = "Baseline"
  }

  expect_failures = [var.pod_security, var.dapr_pod_security]
}
