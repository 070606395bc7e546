using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// What AWS refuses of things that are right by themselves: the API and files with strict limits refuse it always, other
/// files where it would do harm; where it would not, a note says so.
/// </summary>
public sealed class CombinationTests
{
    public static TheoryData<string> OfFiles => [.. Combinations.All.Where(row => row.File is not null).Select(row => row.Name)];

    [Fact]
    public void Every_row_has_a_name_of_its_own_and_is_tried()
    {
        Assert.Equal(Combinations.All.Count, Combinations.All.DistinctBy(row => row.Name).Count());
        Assert.All(Combinations.All, row => Assert.True(row.File is not null || row.Call is not null, row.Name));
    }

    [Theory]
    [MemberData(nameof(OfFiles))]
    public void File_with_relaxed_limits_is_told_of_it(string name)
    {
        var row = Combinations.All.Single(row => row.Name == name);
        var reading = Read(row, settings => settings.Limits = LimitsMode.Relaxed);
        var (told, others) = row.InFile == InFile.Note
            ? (reading.Notes, reading.Problems)
            : (reading.Problems, reading.Notes);

        Assert.Empty(others);
        var problem = Assert.Single(told);
        Assert.Contains(row.Word, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            row.InFile == InFile.Note,
            problem.Message.StartsWith("AWS refuses this, which does no harm here: ", StringComparison.Ordinal));
        Assert.NotEqual(0, problem.Origin.Line);
    }

    [Theory]
    [MemberData(nameof(OfFiles))]
    public void File_with_strict_limits_is_wrong(string name)
    {
        var row = Combinations.All.Single(row => row.Name == name);
        var reading = Read(row, settings => settings.Limits = LimitsMode.Strict);

        Assert.Contains(row.Word, Assert.Single(reading.Problems).ToString(), StringComparison.Ordinal);
        Assert.Empty(reading.Notes);
    }

    [Theory]
    [MemberData(nameof(OfFiles))]
    public void File_that_becomes_the_api_s_own_is_wrong(string name)
    {
        var row = Combinations.All.Single(row => row.Name == name);
        var reading = Read(row, settings => settings.FileIsSeed = true);

        Assert.Contains(row.Word, Assert.Single(reading.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_refuses_it_and_changes_nothing()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var names = await NamesAsync(stage.Api);
        var before = await stage.Api.DoAsync("DescribeTargetGroups");
        var wrong = new List<string>();

        foreach (var row in Combinations.All.Where(row => row.Call is not null))
        {
            var call = names.Aggregate(row.Call!, (text, name) => text.Replace(name.Key, name.Value, StringComparison.Ordinal));
            var parts = call.Split('&');
            var (status, answer) = await stage.Api.CallAsync(
                parts[0], parts[1..].Select(part => part.Split('=', 2)).Select(pair => (pair[0], pair[1])));
            if (status != HttpStatusCode.BadRequest
                || !ElbV2Client.First(answer, "Message").Contains(row.Word, StringComparison.OrdinalIgnoreCase))
            {
                wrong.Add($"{row.Name}: {answer}");
            }
        }

        Assert.Empty(wrong);

        Assert.Equal(
            ElbV2Client.All(before, "TargetGroupArn"),
            ElbV2Client.All(await stage.Api.DoAsync("DescribeTargetGroups"), "TargetGroupArn"));
    }

    [Fact]
    public void Several_actions_have_an_order_each()
    {
        const string file = """
            { "LoadBalancers": [{ "Listeners": [{ "Port": 80, "DefaultActions": [
              { "Type": "authenticate-oidc" ORDER }, { "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } ORDER }]
            }] }] }
            """;

        Assert.Equal(2, Missing("", "Order is missing"));
        Assert.Equal(1, Missing(", \"Order\": 3", "another action of the rule has the Order 3 too"));

        static int Missing(string order, string word) => Workspace
            .Read("a.json", file.Replace("ORDER", order, StringComparison.Ordinal)).Notes
            .Count(note => note.Message.Contains(word, StringComparison.Ordinal));
    }

    private static TopologyReading Read(Combination row, Action<AlbSettings> set)
    {
        using var workspace = new Workspace();
        set(workspace.Settings);
        workspace.Settings.Lambda.Endpoint = "http://localhost:4566";
        workspace.Write("a.json", row.File!);
        return workspace.Read("a.json");
    }

    /// <summary>What the calls of the table are about.</summary>
    private static async Task<Dictionary<string, string>> NamesAsync(ElbV2Client api)
    {
        var loadBalancer = await api.CreateLoadBalancerAsync("demo");
        var group = await api.CreateTargetGroupAsync("web", 80);
        return new Dictionary<string, string>
        {
            ["{LB}"] = loadBalancer,
            ["{TG}"] = group,
            ["{OTHER}"] = await api.CreateTargetGroupAsync("other", 80),
            ["{PORT}"] = $"{FreePorts.Take()}",
            ["{LISTENER}"] = await api.CreateListenerAsync(loadBalancer, FreePorts.Take(), group),
            ["{LAMBDA}"] = await CreatedAsync("functions", ("TargetType", "lambda")),
            ["{GRPC}"] = await CreatedAsync(
                "grpc", ("Protocol", "HTTP"), ("Port", "80"), ("VpcId", "vpc-1"), ("ProtocolVersion", "GRPC")),
            ["{INSTANCES}"] = await CreatedAsync("instances", ("Protocol", "HTTP"), ("Port", "80"), ("VpcId", "vpc-1")),
        };

        async Task<string> CreatedAsync(string name, params IEnumerable<(string, string)> parameters) =>
            ElbV2Client.First(await api.DoAsync("CreateTargetGroup", parameters.Prepend(("Name", name))), "TargetGroupArn");
    }
}
