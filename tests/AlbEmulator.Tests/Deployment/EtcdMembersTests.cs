using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Deployment;

/// <summary>The members of etcd that docker/kubernetes/etcd starts.</summary>
public sealed partial class EtcdMembersTests
{
    private static readonly string[] Names = ["etcd-0", "etcd-1", "etcd-2"];

    [Fact]
    public async Task There_are_as_many_as_their_command_and_the_nodes_name()
    {
        if (await Kustomized.OfAsync("etcd") is not { } made)
        {
            return;
        }

        var members = Members(made);
        var service = made.Of("Service").Single(each => Kustomized.Name(each) == (string)members.Owner["spec"]!["serviceName"]!);
        var peers = Names.Select(name => $"{name}=http://{name}.{Kustomized.Name(service)}:{members.Ports["peer"]}");
        var clients = Names.Select(name => $"{name}.{Kustomized.Name(service)}:{members.Ports["client"]}");

        Assert.Equal(Names.Length, members.Replicas);
        Assert.Contains($"--initial-cluster={string.Join(',', peers)}", Command(members));
        Assert.Equal($"etcd://{string.Join(',', clients)}/alb", made.Nodes["Alb__Store"]);
        // The first is not ready before it has found others, by names that have to be known before.
        Assert.Equal("Parallel", (string)members.Owner["spec"]!["podManagementPolicy"]!);
        Assert.True((bool)service["spec"]!["publishNotReadyAddresses"]!);
        Assert.Equal("None", (string)service["spec"]!["clusterIP"]!);
    }

    [Fact]
    public async Task They_keep_what_they_have_in_a_volume_of_their_own()
    {
        if (await Kustomized.OfAsync("etcd") is not { } made)
        {
            return;
        }

        var members = Members(made);
        var claim = members.Owner["spec"]!["volumeClaimTemplates"]!.AsArray().Single()!;
        var mount = members.Container["volumeMounts"]!.AsArray().Single()!;
        var data = Command(members).Single(word => word.StartsWith("--data-dir=", StringComparison.Ordinal))["--data-dir=".Length..];

        Assert.Equal((string)claim["metadata"]!["name"]!, (string)mount["name"]!);
        // A folder in it, which etcd makes for itself alone.
        Assert.Equal((string)mount["mountPath"]!, Path.GetDirectoryName(data));
    }

    [Fact]
    public async Task Their_command_makes_one_etcd_of_three()
    {
        if (await Kustomized.OfAsync("etcd") is not { } made || !Programs.Have("etcd"))
        {
            return;
        }

        using var folder = new TempFolder();
        var ports = new Dictionary<string, int>();
        var members = new List<Process>();
        try
        {
            foreach (var name in Names)
            {
                members.Add(Start(Command(Members(made)), name, folder, ports));
            }

            using var http = OneQuestion.Client();
            foreach (var name in Names)
            {
                // Debian's etcd has no /readyz yet; both ask whether there is a leader.
                await Patience.UntilAsync($"{name} to be ready", async () =>
                {
                    try
                    {
                        return await http.GetStringAsync(new Uri($"http://127.0.0.1:{ports[$"{name}:2381"]}/health")) is var health
                            && health.Contains("\"true\"", StringComparison.Ordinal) ? health : null;
                    }
                    catch (HttpRequestException)
                    {
                        return null;
                    }
                });
            }

            await PostAsync(http, ports["etcd-0:2379"], "put", """{"key": "YWxi", "value": "MQ=="}""");
            var kept = await PostAsync(http, ports["etcd-2:2379"], "range", """{"key": "YWxi"}""");
            Assert.Equal("MQ==", (string)kept["kvs"]![0]!["value"]!);
        }
        finally
        {
            foreach (var member in members)
            {
                await Programs.EndAsync(member);
            }
        }
    }

    private static PodTemplate Members(Kustomized made) => made.Pods.Single(pods => pods.Name == "etcd");

    private static string[] Command(PodTemplate members) => [.. members.Container["command"]!.AsArray().Select(word => (string)word!)];

    /// <summary>A member, with loopback and free ports in the place of the names and ports of pods.</summary>
    private static Process Start(string[] command, string name, TempFolder folder, Dictionary<string, int> ports)
    {
        string Place(string member, string port)
        {
            var key = $"{member}:{port}";
            return $"127.0.0.1:{(ports.TryGetValue(key, out var free) ? free : ports[key] = FreePorts.Take())}";
        }

        var words = command.Select(word => word.Replace("$(POD_NAME)", name, StringComparison.Ordinal))
            .Select(word => MemberPlace().Replace(word, place => Place(place.Groups[1].Value, place.Groups[2].Value)))
            .Select(word => AnyPlace().Replace(word, place => Place(name, place.Groups[1].Value)))
            .Select(word => word.Replace("/var/lib/etcd", folder.File(name), StringComparison.Ordinal));
        Directory.CreateDirectory(folder.File(name));
        return Process.Start(new ProcessStartInfo(command[0], words.Skip(1)) { RedirectStandardError = false, RedirectStandardOutput = true })!;
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, int port, string call, string body)
    {
        using var content = new StringContent(body);
        using var answer = await http.PostAsync(new Uri($"http://127.0.0.1:{port}/v3/kv/{call}"), content);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    [GeneratedRegex(@"\b(etcd-\d)\.etcd:(\d+)")]
    private static partial Regex MemberPlace();

    [GeneratedRegex(@"\b0\.0\.0\.0:(\d+)")]
    private static partial Regex AnyPlace();
}
