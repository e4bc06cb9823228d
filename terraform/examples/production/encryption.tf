# State and plans hold the secrets, so both are encrypted before they are stored: with OpenTofu, which alone knows this
# block. Who loses the passphrase has to import everything again.
terraform {
  encryption {
    key_provider "pbkdf2" "passphrase" {
      passphrase = var.state_passphrase
    }

    method "aes_gcm" "passphrase" {
      keys = key_provider.pbkdf2.passphrase
    }

    state {
      method   = method.aes_gcm.passphrase
      enforced = true
    }

    plan {
      method   = method.aes_gcm.passphrase
      enforced = true
    }
  }
}

variable "state_passphrase" {
  description = "Encrypts state and plans: at least 16 characters, from the environment as TF_VAR_state_passphrase."
  type        = string
  sensitive   = true
}
