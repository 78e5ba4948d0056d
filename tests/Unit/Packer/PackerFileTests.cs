using Bakehouse.Dockerfiles;
using Bakehouse.Packer;

namespace Bakehouse.UnitTests.Packer;

/// <summary>What is read of a packer file, in each of its two syntaxes.</summary>
public sealed class PackerFileTests
{
    private const string Hcl = """
        # The image of "init" { services
        variable "base_init" {
          type    = string   // the parent
          default = "base-init"
        }
        variable "release" {
          default = "13"
        }
        variable "token" {}
        variable "packages" {
          type    = list(string)
          default = ["a", "}"]
        }

        /* source "docker" "old" {
          image = "x"
        } */
        source "docker" "services" {
          commit  = true
          image   = var.base_init # handed over
          changes = ["ENTRYPOINT [\"/sbin/init\"]", "CMD ${upper("}")}"]
        }
        source "null" "other" { communicator = "none" }

        build {
          sources = ["source.docker.services"]
          provisioner "shell" {
            inline = [<<-EOF
              image = "debian:13" }
              EOF
            ]
          }
        }
        """;

    private const string Template = """
        {
          "variables": { "base_init": "base-init", "release": "13", "token": null },
          "builders": [
            { "type": "null" },
            {
              "type": "docker",
              "image": "{{ user `base_init` }}",
              "commit": true
            }
          ],
          "provisioners": [{ "type": "shell", "inline": ["echo {{user `release`}}"] }]
        }
        """;

    private static readonly Dictionary<string, string> Nothing = [];

    [TestCase(Hcl, "packer.pkr.hcl", 20)]
    [TestCase(Template, "packer.json", 7)]
    public void Image_OfAVariable_IsItsDefaultAndCanBeHandedOver(string text, string path, int line)
    {
        var image = PackerFile.Parse(text, path).ImageReferences(Nothing).Single();

        Assert.Multiple(() =>
        {
            Assert.That(image.Name, Is.EqualTo("base-init"));
            Assert.That(image.SoleArgument, Is.EqualTo("base_init"));
            Assert.That(image.Kind, Is.EqualTo(ImageReferenceKind.From));
            Assert.That(image.Line, Is.EqualTo(line));
        });
    }

    [TestCase(Hcl, "packer.pkr.hcl")]
    [TestCase(Template, "packer.json")]
    public void Image_OfAVariableThatIsGiven_IsWhatIsGiven(string text, string path)
    {
        var given = new Dictionary<string, string> { ["base_init"] = "registry.example/base-init:1" };

        Assert.That(PackerFile.Parse(text, path).BaseImage(given).Name, Is.EqualTo("registry.example/base-init:1"));
    }

    [TestCase(
        "source \"docker\" \"x\" { image = \"debian:${var.release}\" }\nvariables { release = \"13\" }",
        "x.pkr.hcl"
    )]
    [TestCase(
        """{"variables":{"release":"13"},"builders":[{"type":"docker","image":"debian:{{user `release`}}"}]}""",
        "x.json"
    )]
    public void Image_WithAVariableInIt_IsPutTogether(string text, string path)
    {
        var image = PackerFile.Parse(text, path).BaseImage(Nothing);

        Assert.That(image.Name, Is.EqualTo("debian:13"));
        Assert.That(image.SoleArgument, Is.Null);
        Assert.That(image.Arguments, Is.EqualTo(new[] { "release" }));
    }

    [TestCase(Hcl, "packer.pkr.hcl", new[] { "base_init", "packages", "release", "token" })]
    [TestCase(Template, "packer.json", new[] { "base_init", "release", "token" })]
    public void Variables_AreThoseThatAreDeclared(string text, string path, string[] names)
    {
        var file = PackerFile.Parse(text, path);

        Assert.Multiple(() =>
        {
            Assert.That(file.Defaults.Keys, Is.EquivalentTo(names));
            Assert.That(file.Defaults["release"], Is.EqualTo("13"));
            Assert.That(file.Defaults["token"], Is.Null);
        });
    }

    [Test]
    public void Effective_Arguments_AreTheDeclaredOnesAndNoProxyBeyond()
    {
        var given = new Dictionary<string, string>
        {
            ["release"] = "14",
            ["http_proxy"] = "http://x",
            ["other"] = "1",
        };

        Assert.That(PackerFile.Parse(Hcl, "x.pkr.hcl").Effective(given).Keys, Is.EqualTo(new[] { "release" }));
    }

    [TestCase("{}", "x.json", "x.json has 0 builders of the type docker")]
    [TestCase("""{"builders":[{"type":"docker"},{"type":"docker"}]}""", "x.json", "x.json has 2 builders")]
    [TestCase("{\"builders\":[\n{\"type\":\"docker\"}]}", "x.json", "x.json:2: the builder names no image")]
    [TestCase(
        """{"builders":[{"type":"docker","image":"{{env `X`}}"}]}""",
        "x.json",
        "x.json:1: the image cannot be told"
    )]
    [TestCase(
        """{"builders":[{"type":"docker","image":"{{user `x`}}"}]}""",
        "x.json",
        "x.json:1: the builder's image names the variable x"
    )]
    [TestCase("build {}", "x.pkr.hcl", "x.pkr.hcl has 0 sources of the type docker")]
    [TestCase("\nsource \"docker\" \"x\" {}", "x.pkr.hcl", "x.pkr.hcl:2: the source names no image")]
    [TestCase(
        "source \"docker\" \"x\" {\n image = lower(var.x)\n}",
        "x.pkr.hcl",
        "x.pkr.hcl:2: the image cannot be told"
    )]
    [TestCase("source \"docker\" \"x\" {\n image = \"x\"\n", "x.pkr.hcl", "x.pkr.hcl:3: a block is not closed")]
    [TestCase("a = \"x\n", "x.pkr.hcl", "x.pkr.hcl:1: a string is not closed")]
    [TestCase("a = <<EOT\nx\n", "x.pkr.hcl", "x.pkr.hcl:3: the text up to EOT is not closed")]
    [TestCase("a =\n", "x.pkr.hcl", "x.pkr.hcl:1: a value is missing here")]
    [TestCase("source \"docker\"\n", "x.pkr.hcl", "x.pkr.hcl:1: a name is missing here")]
    public void Parse_OfWhatIsWrong_NamesThePlace(string text, string path, string problem) =>
        Assert.That(
            () => PackerFile.Parse(text, path).ImageReferences(Nothing),
            Throws.TypeOf<BakehouseException>().With.Property("Problem").StartsWith(problem)
        );
}
