using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Commands;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports.Kubernetes;

/// <summary>The forms in which manifests come.</summary>
public sealed class ManifestFileTests
{
    private const string Ingress = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: web, namespace: shop, annotations: { alb.ingress.kubernetes.io/target-type: ip } }
        spec: { ingressClassName: alb, defaultBackend: { service: { name: web, port: { number: 80 } } } }

        """;

    private const string Service = """
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec: { ports: [{ port: 80, targetPort: 8080 }] }

        """;

    private const string Slice = """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: web-1, namespace: shop, labels: { kubernetes.io/service-name: web } }
        ports: [{ port: 8080 }]
        endpoints: [{ addresses: [10.1.2.3], targetRef: { kind: Pod, name: web-1 } }]

        """;

    [Fact]
    public void Documents_of_a_file_are_one_topology() => AssertIsWeb(Read(("all.yaml", $"---\n{Ingress}---\n# a comment\n---\n{Service}---\n{Slice}---\n")));

    [Fact]
    public void Files_are_one_topology() => AssertIsWeb(Read(("a.yaml", Slice), ("b.yaml", Service), ("c.yaml", Ingress)));

    [Fact]
    public void List_of_kubectl_is_opened() => AssertIsWeb(Read(("list.yaml",
        "apiVersion: v1\nkind: List\nitems:\n" + string.Concat(new[] { Ingress, Service, Slice }.Select(text => $"- {text.TrimEnd().ReplaceLineEndings("\n  ")}\n")))));

    [Fact]
    public void Items_of_a_typed_list_need_no_kind() => AssertIsWeb(Read(
        ("ingresses.json", """
            { "apiVersion": "networking.k8s.io/v1", "kind": "IngressList", "metadata": {}, "items": [{
              "metadata": { "name": "web", "namespace": "shop", "annotations": { "alb.ingress.kubernetes.io/target-type": "ip" } },
              "spec": { "ingressClassName": "alb", "defaultBackend": { "service": { "name": "web", "port": { "number": 80 } } } } }] }
            """),
        ("others.yaml", $"{Service}---\n{Slice}")));

    [Fact]
    public void Objects_of_other_kinds_are_counted()
    {
        var reading = Read(("all.yaml", $"{Ingress}---\n{Service}---\n{Slice}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: web }}\n"
            + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n"));
        AssertIsWeb(reading);
        Assert.Contains(reading.Notes, note => note.ToString() == "all.yaml: 3 objects of other kinds are left out: ConfigMap (2), Deployment");
    }

    [Fact]
    public void Targets_of_a_file_count_more_than_pods()
    {
        var reading = Read(("all.yaml", $"{Ingress}---\n{Service}---\n{Slice}"), ("targets.yaml", "Targets: { shop/web:80: [{ Id: 127.0.0.1, Port: 9000 }] }"));
        Assert.Equal(9000, Assert.Single(reading.Topology.TargetGroups[0].Targets).Port);
    }

    [Fact]
    public void One_place_has_the_targets_of_all_groups_of_a_Service()
    {
        var second = Ingress.Replace("name: web, namespace", "name: other, namespace", StringComparison.Ordinal)
            .Replace("ip }", "ip, alb.ingress.kubernetes.io/listen-ports: '[{\"HTTP\": 81}]' }", StringComparison.Ordinal);
        var reading = Read(("all.yaml", $"{Ingress}---\n{second}---\n{Service}"), ("targets.yaml", "Targets: { shop/web:80: [{ Id: 127.0.0.1, Port: 9000 }] }"));
        Assert.Empty(reading.Problems);
        Assert.Equal([1, 1], reading.Topology.TargetGroups.Select(group => group.Targets.Count));
    }

    [Theory]
    [InlineData(KubernetesTargets.Services, "web.shop")]
    [InlineData(KubernetesTargets.Localhost, "localhost")]
    public void Setting_says_where_all_Services_are(KubernetesTargets where, string host)
    {
        using var workspace = new Workspace();
        workspace.Settings.Kubernetes.Targets = where;
        workspace.Write("all.yaml", $"{Ingress}---\n{Service}---\n{Slice}");
        var target = Assert.Single(workspace.Read("all.yaml").Topology.TargetGroups[0].Targets);
        Assert.Equal((host, 80), (target.Id, target.Port));
    }

    [Fact]
    public void Banner_calls_load_balancers_and_groups_by_their_objects()
    {
        var text = Banner.Render(Read(("all.yaml", $"{Ingress}---\n{Service}---\n{Slice}")).Topology, new AlbSettings(), "1");
        Assert.Contains(" from all.yaml, Ingress shop/web\n", text, StringComparison.Ordinal);
        Assert.Contains(" (Service shop/web)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Port_is_bound_elsewhere_by_the_name_of_its_Ingress()
    {
        using var workspace = new Workspace();
        workspace.Settings.PortMap = new() { ["shop/web/80"] = "8081", ["80"] = "8080" };
        workspace.Write("all.yaml", $"{Ingress}---\n{Ingress.Replace("name: web, namespace", "name: other, namespace", StringComparison.Ordinal)}---\n{Service}---\n{Slice}");

        var topology = workspace.Read("all.yaml").Topology;

        Assert.Equal([8080, 8081], topology.LoadBalancers.Select(loadBalancer => Assert.Single(loadBalancer.Listeners).BindPort).Order());
        Assert.Empty(PortMap.Unused(workspace.Settings, topology));
    }

    [Fact]
    public void Missing_targets_are_told_once_for_a_Service_with_a_file_that_says_them()
    {
        var reading = Read(("all.yaml", $"{Ingress}---\n{Service}"));
        Assert.Contains("write Targets: { \"shop/web:80\": [ … ] }", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
        AssertIsWeb(Read(("all.yaml", $"{Ingress}---\n{Service}"), ("targets.yaml", reading.Overlay!)));
    }

    [Theory]
    [InlineData("port: 80, targetPort: http", "", "Port: 80 }")]
    [InlineData("port: 80, targetPort: 3000", "", "Port: 3000 }")]
    [InlineData("port: 80, targetPort: 3000, nodePort: 30080", "type: NodePort, ", "Port: 3000 }")]
    public void File_of_missing_targets_has_the_port_of_the_pods(string port, string type, string said)
    {
        var service = Service.Replace("ports: [{ port: 80, targetPort: 8080 }]", $"{type}ports: [{{ {port} }}]", StringComparison.Ordinal);
        var ingress = type.Length == 0 ? Ingress : Ingress.Replace("target-type: ip", "target-type: instance", StringComparison.Ordinal);
        Assert.Contains(said, Read(("all.yaml", $"{ingress}---\n{service}")).Overlay!, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_of_a_Secret_is_shown_and_its_key_is_printed_nowhere()
    {
        using var key = RSA.Create(4096);
        var request = new CertificateRequest("CN=shop.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, default), new DateTimeOffset(2099, 1, 1, 0, 0, 0, default));
        var chain = string.Concat(Enumerable.Repeat(certificate.ExportCertificatePem() + "\n", 3));
        var secret = $"apiVersion: v1\nkind: Secret\nmetadata: {{ name: tls, namespace: shop }}\ndata:\n  tls.crt: {Base64(chain)}\n  tls.key: {Base64(key.ExportPkcs8PrivateKeyPem())}\n";
        var ingress = Ingress.Replace("ip }", "ip, alb.ingress.kubernetes.io/listen-ports: '[{\"HTTPS\": 443}]' }", StringComparison.Ordinal)
            .Replace("spec: { ", "spec: { tls: [{ hosts: [shop.example.com], secretName: tls }], ", StringComparison.Ordinal);
        using var workspace = new Workspace();
        workspace.Write("all.yaml", $"{ingress}---\n{Service}---\n{Slice}---\n{secret}");
        var reading = workspace.Read("all.yaml");
        Assert.Empty(reading.Problems);
        Assert.Single(Assert.Single(Assert.Single(reading.Topology.LoadBalancers).Listeners).Certificates);

        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, ConvertCommand.Run(workspace.Settings, [workspace.PathOf("all.yaml")], output, error));
        Assert.Contains("KeyPem: ${TLS_KEY}", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", output.ToString(), StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private static void AssertIsWeb(TopologyReading reading)
    {
        Assert.Empty(reading.Problems);
        var listener = Assert.Single(Assert.Single(reading.Topology.LoadBalancers).Listeners);
        Assert.Equal(80, listener.Port);
        Assert.IsType<RuleAction.Forward>(Assert.Single(listener.DefaultActions));
        Assert.Single(Assert.Single(reading.Topology.TargetGroups).Targets);
    }

    private static TopologyReading Read(params ReadOnlySpan<(string Name, string Text)> files)
    {
        using var workspace = new Workspace();
        var names = new List<string>();
        foreach (var (name, text) in files)
        {
            workspace.Write(name, text);
            names.Add(name);
        }

        return workspace.Read([.. names]);
    }
}
