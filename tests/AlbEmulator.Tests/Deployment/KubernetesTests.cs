using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AlbEmulator.Commands;
using AlbEmulator.Tests.House;
using AlbEmulator.Tests.Manual;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Deployment;

/// <summary>What can be said of the manifests of Kubernetes without a cluster.</summary>
public sealed partial class KubernetesTests
{
    /// <summary>The image's user, which the manual tells.</summary>
    private const int User = 1654;

    /// <summary>What may be delivered at the end of a run: logs for 5 s, then metrics for 3 s.</summary>
    private const int LastSeconds = 8;

    /// <summary>Settings of nodes that share a store, which the emulator does not have yet.</summary>
    private static readonly string[] Coming = ["Alb__NodeAddress", "Alb__Store"];

    public static TheoryData<string> Folders => ["base", "etcd"];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Objects_keep_to_the_API_of_Kubernetes(string folder)
    {
        if (await Kustomized.OfAsync(folder) is not { } made || !await Programs.HaveNodeAsync("kubernetes-models", "typescript"))
        {
            return;
        }

        using var temporary = new TempFolder();
        var objects = new JsonArray([.. made.Objects.Select(each => each.DeepClone())]);
        var problems = await NodeScripts.RunAsync("kubernetes-objects.cjs", temporary.Write("objects.json", objects.ToJsonString()));

        Assert.Equal("", problems.Trim());
    }

    [Theory]
    [InlineData("base", 1)]
    [InlineData("etcd", 3)]
    public async Task Several_nodes_run_only_where_they_share_a_store(string folder, int replicas)
    {
        if (await Kustomized.OfAsync(folder) is { } made)
        {
            Assert.Equal(replicas, made.Nodes.Replicas);
            Assert.Equal(replicas > 1, made.Nodes["Alb__Store"] is not null);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Topology_of_the_nodes_is_right_and_its_ports_are_those_of_the_pods(string folder)
    {
        if (await Kustomized.OfAsync(folder) is not { } made)
        {
            return;
        }

        using var temporary = new TempFolder();
        temporary.Write(made.Nodes["Alb__Topology"]!, made.Topology);
        var reading = new TopologyFiles(new AlbSettings(), _ => null, temporary.Path, temporary.Path).Read([made.Nodes["Alb__Topology"]!]);

        Assert.Empty(reading.Problems);
        var listener = reading.Topology.LoadBalancers.Single().Listeners.Single();
        Assert.Equal(made.Nodes.Ports["http"], int.Parse(made.Nodes[$"Alb__PortMap__{listener.Port}"]!));
        Assert.Equal(listener.Port, Port(made, "alb", "http"));
        Assert.All(
            reading.Topology.TargetGroups.SelectMany(group => group.Targets),
            target => Assert.Equal(target.Port, Port(made, target.Id, "http")));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Control_port_is_that_of_the_image(string folder)
    {
        if (await Kustomized.OfAsync(folder) is { } made)
        {
            Assert.Equal(new Uri(ImageVariables.All["Alb__ControlUrl"]).Port, made.Nodes.Ports["control"]);
            Assert.Equal(made.Nodes.Ports["control"], Port(made, "alb-control", "control"));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Services_and_probes_lead_to_ports_of_pods(string folder)
    {
        if (await Kustomized.OfAsync(folder) is not { } made)
        {
            return;
        }

        Assert.All(made.Of("Service"), service =>
        {
            var pods = made.Pods.Single(pods => pods.Matches(service["spec"]!["selector"]!));
            Assert.All(service["spec"]!["ports"]!.AsArray(), port =>
            {
                var number = pods.Ports[(string)port!["targetPort"]!];
                // A name of a headless Service leads to the pod itself, whatever the port of the Service is.
                Assert.True((string?)service["spec"]!["clusterIP"] != "None" || number == (int)port["port"]!);
            });
        });
        Assert.All(made.Pods, pods => Assert.All(pods.Probes, probe => Assert.Contains(probe.Port, pods.Ports)));
        Assert.Equal(["/health", "/health", "/health"], made.Nodes.Probes.Select(probe => probe.Path));
    }

    [Theory]
    [InlineData("base", "alb")]
    [InlineData("etcd", "alb", "etcd")]
    public async Task Machines_can_be_drained_one_after_the_other(string folder, params string[] budgets)
    {
        if (await Kustomized.OfAsync(folder) is not { } made)
        {
            return;
        }

        Assert.Equal(budgets, made.Of("PodDisruptionBudget").Select(Kustomized.Name).Order());
        Assert.All(made.Of("PodDisruptionBudget"), budget =>
        {
            Assert.Single(made.Pods, pods => pods.Matches(budget["spec"]!["selector"]!["matchLabels"]!));
            Assert.Equal(1, (int)budget["spec"]!["maxUnavailable"]!);
        });
    }

    /// <summary>What the level <c>restricted</c> of the Pod Security Standards asks for, and more.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Pods_have_no_rights_that_they_do_not_need(string folder)
    {
        if (await Kustomized.OfAsync(folder) is not { } made)
        {
            return;
        }

        Assert.All(made.Pods, pods =>
        {
            var (pod, container) = (pods.Spec["securityContext"]!, pods.Container["securityContext"]!);
            Assert.True((bool)pod["runAsNonRoot"]!);
            Assert.Equal("RuntimeDefault", (string)pod["seccompProfile"]!["type"]!);
            Assert.False((bool)container["allowPrivilegeEscalation"]!);
            Assert.True((bool)container["readOnlyRootFilesystem"]!);
            Assert.Equal(["ALL"], container["capabilities"]!["drop"]!.AsArray().Select(each => (string)each!));
            Assert.False((bool)pods.Spec["automountServiceAccountToken"]!);
            Assert.False((bool)pods.Spec["enableServiceLinks"]!);
            Assert.NotNull(pods.Container["resources"]!["requests"]!["memory"]);
            Assert.Matches(@":v?\d[\d.]+$|^alb-emulator:local$", (string)pods.Container["image"]!);
            Assert.All(pods.Ports.Values, port => Assert.InRange(port, 1024, 65535));
            Assert.Equal((string)pods.Container["image"]! == "alb-emulator:local", (int)pod["runAsUser"]! == User);
        });
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task What_the_nodes_read_and_write_is_mounted(string folder)
    {
        if (await Kustomized.OfAsync(folder) is not { } made)
        {
            return;
        }

        var kinds = made.Nodes.Spec["volumes"]!.AsArray().ToDictionary(
            volume => (string)volume!["name"]!, volume => volume!.AsObject().Select(entry => entry.Key).Single(key => key != "name"));
        var mounts = made.Nodes.Container["volumeMounts"]!.AsArray().ToDictionary(
            mount => (string)mount!["mountPath"]!, mount => kinds[(string)mount!["name"]!]);

        Assert.Equal("configMap", mounts[Path.GetDirectoryName($"{ImageVariables.Folder}/{made.Nodes["Alb__Topology"]}")!]);
        Assert.Equal("emptyDir", mounts[$"{ImageVariables.Folder}/{new AlbSettings().DataDirectory}"]);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Requests_in_flight_end_before_the_pod_is_killed(string folder)
    {
        if (await Kustomized.OfAsync(folder) is not { } made)
        {
            return;
        }

        var command = made.Nodes.Container["lifecycle"]!["preStop"]!["exec"]!["command"]!.AsArray().Select(word => (string)word!).ToArray();
        Assert.Equal("sleep", command[0]);
        Assert.InRange(
            (int)made.Nodes.Spec["terminationGracePeriodSeconds"]!,
            int.Parse(command[1]) + int.Parse(made.Nodes["Alb__ShutdownTimeoutSeconds"]!) + LastSeconds,
            60);
    }

    [Fact]
    public async Task Folder_of_ones_own_as_the_README_has_it_changes_image_namespace_and_topology()
    {
        var readme = CommandBlock.Of("docker/kubernetes/README.md", ManualText.Read("docker/kubernetes/README.md"));
        using var folder = new TempFolder();
        var file = readme.Single(block => block.Language == "yaml").Text;
        Assert.Matches(Remote(), file);
        folder.Write("kustomization.yaml", Remote().Replace(
            file, Path.GetRelativePath(folder.Path, Path.Combine(SourceTree.Root, "docker", "kubernetes", "etcd"))));
        folder.Write("alb.yaml", "# of one's own");
        if (await Kustomized.ElsewhereAsync(folder.Path) is not { } made)
        {
            return;
        }

        Assert.Equal("registry.example.com/alb-emulator:1.0", (string)made.Nodes.Container["image"]!);
        Assert.Equal("# of one's own", made.Topology);
        Assert.All(made.Objects, each => Assert.Equal("shop", (string)each["metadata"]!["namespace"]!));
    }

    [Fact]
    public async Task Every_variable_of_the_nodes_is_a_setting()
    {
        if (await Kustomized.OfAsync("etcd") is not { } made)
        {
            return;
        }

        var unknown = made.Nodes.Variables.Select(variable => variable.Name).Where(name => !IsSetting(name));
        Assert.Equal(Coming, unknown.Order());
    }

    private static bool IsSetting(string variable)
    {
        var path = variable.Replace("__", ":", StringComparison.Ordinal);
        return SettingNames.All.Any(setting => setting.EndsWith(':') ? path.StartsWith(setting, StringComparison.Ordinal) : path == setting);
    }

    private static int Port(Kustomized made, string service, string name) => (int)made.Of("Service")
        .Single(each => Kustomized.Name(each) == service)["spec"]!["ports"]!.AsArray().Single(port => (string)port!["name"]! == name)!["port"]!;

    [GeneratedRegex(@"https://[^""]+//docker/kubernetes/etcd\?[^""]+")]
    private static partial Regex Remote();
}
