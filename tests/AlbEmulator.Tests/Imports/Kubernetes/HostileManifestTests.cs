using System.Text;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports.Kubernetes;

/// <summary>Manifests that are not as they should be get an answer with their line, and never more.</summary>
public sealed class HostileManifestTests
{
    private const string Ingress = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: web, namespace: shop, annotations: { @ } }
        spec: { ingressClassName: alb, defaultBackend: { service: { name: web, port: { number: 80 } } } }

        """;

    [Theory]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {}\n", "a.yaml:1: has no metadata.name")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: [1]\nspec: 7\n", "a.yaml:1: has no metadata.name")]
    [InlineData("apiVersion: v1\nkind: List\nitems:\n- 7\n", "a.yaml:4: items[0]: is no object of Kubernetes: it must have apiVersion, kind and metadata")]
    [InlineData("apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: { name: web }\n", "a.yaml:1: Ingress[default/web].apiVersion: Ingress default/web is of Kubernetes before 1.22: write networking.k8s.io/v1")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: web }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: web }\n", "a.yaml:7: Service[default/web].metadata.name: Service default/web is at a.yaml:3 already: leave out one of the two")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: web }\n---\nLoadBalancers: []\n", "a.yaml:5: has no apiVersion or no kind")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: web }\n---\napiVersion: v1\nkind: *none\n", "a.yaml:6: ")]
    public void What_is_no_manifest_is_told_at_its_line(string manifest, string expected) =>
        Assert.Contains(Read(manifest).Problems, problem => problem.ToString().StartsWith(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("spec: []")]
    [InlineData("spec: { ingressClassName: [alb] }")]
    [InlineData("spec: { ingressClassName: alb, rules: 7 }")]
    [InlineData("spec: { ingressClassName: alb, rules: [7, null, [], { http: 7 }, { http: { paths: {} } }] }")]
    [InlineData("spec: { ingressClassName: alb, rules: [{ host: [], http: { paths: [7, null, {}] } }] }")]
    [InlineData("spec: { ingressClassName: alb, rules: [{ http: { paths: [{ path: 7, pathType: [], backend: 7 }] } }] }")]
    [InlineData("spec: { ingressClassName: alb, rules: [{ http: { paths: [{ backend: { service: { name: { a: b }, port: 80 } } }] } }] }")]
    [InlineData("spec: { ingressClassName: alb, tls: [7, { hosts: 7, secretName: [] }], defaultBackend: [] }")]
    [InlineData("spec: { ingressClassName: alb, defaultBackend: { service: { name: web, port: { number: [80] } } } }")]
    public void Values_of_other_types_end_nothing(string spec)
    {
        var reading = Read($"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{ name: web }}\n{spec}\n");
        Assert.All(reading.Problems, problem => Assert.Equal("a.yaml", problem.Origin.File));
    }

    [Theory]
    [InlineData("spec: { ingressClassName: alb, rule: [] }", "Ingress[default/web].spec.rule: Ingress default/web: there is no spec.rule: did you mean \"rules\"?")]
    [InlineData("spec: { ingressClassName: alb, rules: [{ hosts: [a] }] }", "Ingress[default/web].spec.rules[0].hosts: Ingress default/web: there is no spec.rules.hosts: did you mean \"host\"?")]
    [InlineData("spec: { ingressClassName: alb, defaultBackend: { serviceName: web, servicePort: 80 } }", "Ingress[default/web].spec.defaultBackend.serviceName: Ingress default/web: there is no spec.defaultBackend.serviceName")]
    public void Field_that_its_kind_has_not_is_told(string spec, string expected) => Assert.Contains(
        Read($"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{ name: web }}\n{spec}\n").Problems,
        problem => problem.ToString().StartsWith($"a.yaml:4: {expected}", StringComparison.Ordinal));

    [Fact]
    public void Annotation_that_is_wrong_for_many_rules_is_told_once()
    {
        var rules = string.Join(", ", Enumerable.Range(0, 5).Select(path => $"{{ path: /{path}, pathType: Exact, backend: {{ service: {{ name: web, port: {{ number: 80 }} }} }} }}"));
        var reading = Read($$"""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: { name: web, annotations: { alb.ingress.kubernetes.io/auth-type: ldap, alb.ingress.kubernetes.io/target-type: ip } }
            spec: { ingressClassName: alb, rules: [{ http: { paths: [{{rules}}] } }] }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: web }
            spec: { ports: [{ port: 80 }] }
            """);
        Assert.Contains("auth-type is \"ldap\"", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("listen-ports", "[[[[")]
    [InlineData("listen-ports", "[{\"HTTP\": 80.5}]")]
    [InlineData("listen-ports", "[{\"HTTP\": 99999999999999999999}]")]
    [InlineData("actions.web", "{\"type\": 7}")]
    [InlineData("conditions.web", "[{\"field\": \"http-header\", \"httpHeaderConfig\": []}]")]
    [InlineData("transforms.web", "[{\"type\": \"url-rewrite\"}]")]
    [InlineData("mutual-authentication", "[{\"port\": \"443\", \"mode\": []}]")]
    [InlineData("target-group-attributes", "=====,,,\\\\\\")]
    [InlineData("group.order", "99999999999999999999")]
    public void Annotation_that_is_wrong_is_told_at_its_line(string name, string value)
    {
        var reading = Read(Ingress.Replace("@", $"alb.ingress.kubernetes.io/{name}: '{value}'", StringComparison.Ordinal)
            + "---\napiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { type: NodePort, ports: [{ port: 80 }] }\n");
        if (name is not ("actions.web" or "mutual-authentication"))
        {
            Assert.Contains(reading.Problems, problem => problem.Origin.Line == 3 && problem.Message.Contains(name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_is_wrong_of_a_Service_keeps_every_load_balancer_from_it()
    {
        var other = Ingress.Replace("name: web, namespace", "name: other, namespace", StringComparison.Ordinal);
        const string service = "---\napiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop, annotations: { alb.ingress.kubernetes.io/healthcheck-interval-seconds: often } }\n"
            + "spec: { type: NodePort, ports: [{ port: 80 }] }\n";
        using var workspace = new Workspace();
        var files = workspace.Files;
        workspace.Write("a.yaml", $"{Ingress.Replace("{ @ }", "{}", StringComparison.Ordinal)}---\n{other.Replace("{ @ }", "{}", StringComparison.Ordinal)}{service}");
        Assert.Contains("healthcheck-interval-seconds", Assert.Single(files.Read(["a.yaml"]).Problems).Message, StringComparison.Ordinal);
        workspace.Write("a.yaml", other.Replace("{ @ }", "{}", StringComparison.Ordinal) + service);
        Assert.Contains("healthcheck-interval-seconds", Assert.Single(files.Read(["a.yaml"]).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Escape_that_is_no_character_is_no_JSON() => Assert.Contains(
        Read(Ingress.Replace("@", "alb.ingress.kubernetes.io/conditions.web: '[{\"field\": \"\\ud800\"}]'", StringComparison.Ordinal)).Problems,
        problem => problem.Message.Contains("is not JSON", StringComparison.Ordinal));

    /// <summary>Those of the room that reads them, beside the table of their names.</summary>
    [Fact]
    public void Each_annotation_of_the_controller_is_read()
    {
        string[] byNameAlone = ["acm-pca-arn", "dry-run-plan"];
        var room = Path.Combine(Repository.Root, "src/AlbEmulator/Imports/Kubernetes");
        var table = File.ReadAllText(Path.Combine(room, "AnnotationNames.cs"));
        var others = string.Concat(Directory.GetFiles(room, "*.cs").Where(file => !file.EndsWith("AnnotationNames.cs", StringComparison.Ordinal)).Select(File.ReadAllText));
        var names = System.Text.RegularExpressions.Regex.Matches(table[..table.IndexOf("Beginnings", StringComparison.Ordinal)], "\"([a-z0-9.-]+)\"").Select(match => match.Groups[1].Value);
        Assert.All(names.Except(byNameAlone), name => Assert.Contains($"\"{name}\"", others, StringComparison.Ordinal));
    }

    [Fact]
    public void Annotation_that_is_nested_without_end_is_no_JSON() => Assert.Contains(
        Read(Ingress.Replace("@", $"alb.ingress.kubernetes.io/conditions.web: '{new string('[', 100_000)}'", StringComparison.Ordinal)).Problems,
        problem => problem.Message.Contains("is not JSON", StringComparison.Ordinal));

    [Fact]
    public void Anchors_that_multiply_are_bounded()
    {
        var text = new StringBuilder("apiVersion: v1\nkind: List\nitems:\n- &a0 { apiVersion: v1, kind: Service, metadata: { name: web } }\n");
        for (var level = 1; level < 40; level++)
        {
            text.Append("- &a").Append(level).Append(" [");
            text.AppendJoin(", ", Enumerable.Repeat($"*a{level - 1}", 10)).Append("]\n");
        }

        Assert.Contains(Read(text.ToString()).Problems, problem => problem.Message.Contains("values, aliases counted", StringComparison.Ordinal));
    }

    [Fact]
    public void Ten_megabytes_of_Ingresses_are_read()
    {
        var text = new StringBuilder();
        for (var number = 0; text.Length < 10_000_000; number++)
        {
            text.Append("---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a").Append(number).Append(" }\nspec: { ingressClassName: nginx }\n# ")
                .Append('x', 1000).Append('\n');
        }

        var reading = Read(text.ToString());
        Assert.Contains(reading.Notes, note => note.Message.Contains("no file has its class \"nginx\"", StringComparison.Ordinal));
    }

    /// <summary>Each variant of a manifest that a byte was changed in is read or refused.</summary>
    [Fact]
    public void Mutated_manifests_end_nothing()
    {
        var manifest = File.ReadAllBytes(Path.Combine(Repository.Root, "config/examples/kubernetes/canary.yaml"));
        var random = new Random(21);
        using var workspace = new Workspace();
        for (var round = 0; round < 400; round++)
        {
            var mutated = manifest.ToArray();
            for (var change = 0; change < 1 + (round % 4); change++)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(workspace.PathOf("a.yaml"), mutated);
            Assert.NotNull(workspace.Files.Read(["a.yaml"]));
        }
    }

    private static TopologyReading Read(string text)
    {
        using var workspace = new Workspace();
        workspace.Write("a.yaml", text);
        return workspace.Files.Read(["a.yaml"]);
    }
}
