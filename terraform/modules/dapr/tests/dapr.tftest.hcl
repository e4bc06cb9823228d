mock_provider "helm" {}

run "pods_never_start_without_their_sidecar" {
  command = apply

  variables {
    excluded_namespaces = ["ingress"]
  }

  assert {
    condition     = yamldecode(helm_release.dapr.values[0]).dapr_sidecar_injector.webhookFailurePolicy == "Fail"
    error_message = "The injector may be passed by."
  }
  assert {
    condition = toset(yamldecode(helm_release.dapr.values[0]).dapr_sidecar_injector.namespaceSelector.matchExpressions[0].values) == toset(
      ["kube-system", "dapr-system", "ingress"]
    )
    error_message = "A namespace that must start before the injector is not left out."
  }
  assert {
    condition     = yamldecode(helm_release.dapr.values[0]).dapr_sidecar_injector.sidecarDropALLCapabilities
    error_message = "Sidecars keep capabilities."
  }
  assert {
    condition     = yamldecode(helm_release.dapr.values[0]).global.ha.enabled && helm_release.dapr.wait && helm_release.dapr.atomic
    error_message = "The control plane is not highly available, or nobody waits for it."
  }
  assert {
    condition     = length(helm_release.dapr.values) == 2 && output.namespace == "dapr-system"
    error_message = "Without a certificate authority there are two documents of values."
  }
}

run "a_certificate_authority_and_further_values_come_last" {
  command = plan

  variables {
    image  = { registry = "images.example/dapr" }
    values = ["dapr_operator: { replicaCount: 2 }"]
    certificate_authority = {
      root_certificate   = "-----BEGIN CERTIFICATE-----\nroot"
      issuer_certificate = "-----BEGIN CERTIFICATE-----\nissuer"
      issuer_key         = "-----BEGIN EC PRIVATE KEY-----\nkey"
    }
  }

  assert {
    condition     = yamldecode(helm_release.dapr.values[1]).global == { registry = "images.example/dapr" }
    error_message = "The registry is not that of the variable, or an empty tag is set."
  }
  assert {
    condition     = yamldecode(helm_release.dapr.values[2]).dapr_sentry.tls.root.certPEM == "-----BEGIN CERTIFICATE-----\nroot"
    error_message = "Sentry does not get the root certificate."
  }
  assert {
    condition     = issensitive(helm_release.dapr.values[2]) && !issensitive(helm_release.dapr.values[0])
    error_message = "A plan shows the key of sentry, or hides what it may show."
  }
  assert {
    condition     = yamldecode(helm_release.dapr.values[3]).dapr_operator.replicaCount == 2
    error_message = "Further values are not the last."
  }
}

run "an_old_dapr_is_refused" {
  command = plan

  variables {
    chart_version = "1.17.4"
  }

  expect_failures = [var.chart_version]
}

run "a_range_of_versions_is_refused" {
  command = plan

  variables {
    chart_version = "~1.18"
  }

  expect_failures = [var.chart_version]
}

run "the_path_of_a_certificate_is_refused" {
  command = plan

  variables {
    certificate_authority = {
      root_certificate   = "pki/root.crt"
      issuer_certificate = "pki/issuer.crt"
      issuer_key         = "pki/issuer.key"
    }
  }

  expect_failures = [var.certificate_authority]
}

run "a_timeout_that_no_install_meets_is_refused" {
  command = plan

  variables {
    timeout_seconds = 5
  }

  expect_failures = [var.timeout_seconds]
}
