# Jobs by the clock under systemd, seen running when the image was made.
# It is provisioned while systemd runs, which a Dockerfile cannot do: see its class in build/Images.
variable "base_init" {
  type    = string
  default = "base-init"
}

variable "http_proxy" {
  type    = string
  default = ""
}

source "docker" "jobs" {
  image  = var.base_init
  commit = true
  changes = [
    "ENTRYPOINT [\"/lib/systemd/systemd\"]",
    "CMD []",
  ]
}

build {
  sources = ["source.docker.jobs"]

  provisioner "file" {
    source      = "files/"
    destination = "/etc/systemd/system/"
  }

  provisioner "shell" {
    environment_vars = ["http_proxy=${var.http_proxy}"]
    script           = "provision.sh"
  }
}
