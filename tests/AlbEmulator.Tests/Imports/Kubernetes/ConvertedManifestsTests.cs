using AlbEmulator.Commands;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Snapshots;
using AlbEmulator.Stickiness;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Imports.Kubernetes;

/// <summary>The topology file of a group of Ingresses routes as the group does.</summary>
public sealed class ConvertedManifestsTests
{
    private const int Requests = 1000;

    private static readonly string[] Namespaces = ["shop", "blog", "operations"];
    private static readonly string[] Hosts = ["shop.example.com", "*.example.com", "www.example.org", ""];
    private static readonly string[] AskedHosts = ["shop.example.com", "a.example.com", "www.example.org", "localhost"];
    private static readonly string[] Segments = ["a", "b", "c", "api", "v1", "v2"];

    [Fact]
    public void Thousand_requests_go_the_same_ways()
    {
        var random = new Random(21);
        using var workspace = new Workspace();
        workspace.Settings.Kubernetes.Targets = KubernetesTargets.Localhost;
        workspace.Write("group.yaml", Group(random));
        var group = workspace.Read("group.yaml");
        Assert.Empty(group.Problems);
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, ConvertCommand.Run(workspace.Settings, [workspace.PathOf("group.yaml")], output, error));
        workspace.Write("converted.yaml", output.ToString());
        var converted = workspace.Read("converted.yaml");
        Assert.Empty(converted.Problems);

        var (one, other) = (Compile(group.Topology, workspace.Settings), Compile(converted.Topology, workspace.Settings));
        var ways = new HashSet<string>();
        for (var at = 0; at < Requests; at++)
        {
            var (host, path, header) = (Pick(AskedHosts, random), Path(random), random.Next(3) == 0);
            var way = Way(one, host, path, header);
            ways.Add(way);
            Assert.Equal(way, Way(other, host, path, header));
        }

        Assert.True(ways.Count > 20, $"only {ways.Count} ways");
    }

    /// <summary>Thirty Ingresses of three namespaces as one load balancer.</summary>
    private static string Group(Random random)
    {
        var documents = new List<string>();
        foreach (var space in Namespaces)
        {
            for (var service = 0; service < 4; service++)
            {
                documents.Add($"apiVersion: v1\nkind: Service\nmetadata: {{ name: s{service}, namespace: {space} }}\nspec: {{ ports: [{{ port: 80 }}] }}\n");
            }
        }

        for (var number = 0; number < 30; number++)
        {
            var rules = string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ =>
                $"  - host: \"{Pick(Hosts, random)}\"\n    http:\n      paths:\n" + string.Concat(Enumerable.Range(0, 1 + random.Next(4)).Select(_ =>
                {
                    var (type, path) = random.Next(3) switch
                    {
                        0 => ("Exact", Path(random)),
                        1 => ("Prefix", Path(random)),
                        _ => ("ImplementationSpecific", Path(random) + "*"),
                    };
                    return $"      - {{ path: \"{path}\", pathType: {type}, backend: {{ service: {{ name: s{random.Next(4)}, port: {{ number: 80 }} }} }} }}\n";
                }))));
            documents.Add($$$"""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: i{{{number}}}
                  namespace: {{{Pick(Namespaces, random)}}}
                  annotations:
                    alb.ingress.kubernetes.io/group.name: all
                    alb.ingress.kubernetes.io/group.order: '{{{random.Next(-5, 5)}}}'
                    alb.ingress.kubernetes.io/target-type: ip
                    alb.ingress.kubernetes.io/conditions.s1: '[{"field": "http-header", "httpHeaderConfig": {"httpHeaderName": "X-Test", "values": ["y*"]}}]'
                spec:
                  ingressClassName: alb
                  rules:

                """ + rules);
        }

        return string.Join("---\n", documents);
    }

    private static string Path(Random random) =>
        "/" + string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(Segments, random)));

    private static string Pick(string[] choices, Random random) => choices[random.Next(choices.Length)];

    private static Snapshot Compile(Topology topology, AlbSettings settings)
    {
        var cookies = new CookieSeals(new CookieKeys(Stored.In(settings), "", NullLogger<CookieKeys>.Instance));
        using var targets = new TargetRegistry();
        targets.Register(topology, static (_, _) => [], static _ => TargetHealth.HealthCheckDisabled);
        return new SnapshotCompiler(targets, cookies, settings).Compile(topology, default);
    }

    /// <summary>The rule that takes a request, and what it does.</summary>
    private static string Way(Snapshot snapshot, string host, string path, bool hasHeader)
    {
        var (asked, problem) = AskedRequest.Read("GET", $"http://{host}{path}", hasHeader ? [new("X-Test", "yes")] : [], null);
        Assert.True(asked is not null, problem);
        var (listener, missing) = AskedListener.Choose(snapshot, asked.Url);
        Assert.True(listener is not null, missing);
        var rule = listener.Rules.Match(asked.Subject(listener.Hosts));
        return rule.Priority + string.Concat(rule.Rule?.Actions.OfType<RuleAction.Forward>()
            .SelectMany(forward => forward.TargetGroups).Select(group => $" {group.TargetGroupArn}") ?? []);
    }
}
