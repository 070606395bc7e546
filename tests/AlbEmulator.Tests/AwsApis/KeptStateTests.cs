using System.Text;
using System.Text.Json;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Model;
using AlbEmulator.Tests.Stores;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.AwsApis;

/// <summary>
/// What a hand, a later version or a failing disk makes of the state that an earlier version kept as a whole: a line for
/// each, and no change.
/// </summary>
public sealed class KeptStateTests
{
    private const string Prefix = SampleState.Prefix;

    private static readonly JsonSerializerOptions Json = new(StateFiles.Whole) { WriteIndented = true };

    private static readonly string Good = Written(SampleState.State());

    [Fact]
    public void What_is_written_is_read() => Assert.Equal(Good, Written(Read(Good).State));

    [Theory]
    [InlineData("", "state.json:1: is empty: it was cut off, or is not of this program")]
    [InlineData("\n \n", "state.json:1: is empty")]
    [InlineData("\0\0\0\0", "state.json:1: holds NUL bytes: it was not written to its end")]
    [InlineData("{\n\"Format\": 1,\0\0", "state.json:2: holds NUL bytes")]
    [InlineData("{\n\"Format\": 1,\n", "state.json:3: is not JSON: ")]
    [InlineData("hello", "state.json:1: is not JSON: ")]
    [InlineData("[]", "state.json:1: holds a value of another kind than is written there")]
    [InlineData("null", "state.json:1: null stands in it, which is never written")]
    [InlineData("{ \"Format\": \"1\" }", "state.json:1: Format: holds a value of another kind")]
    [InlineData("{ \"Format\": 1,\n \"LoadBalancers\": [\n null] }", "state.json:3: null stands in it")]
    [InlineData("{ \"Format\": 1,\n \"LoadBalancers\": {} }", "state.json:2: LoadBalancers: holds a value of another kind")]
    [InlineData("{ \"Format\": 1,\n \"Colour\": {} }", "state.json:2: Colour: Colour is not a property that this version knows")]
    [InlineData("{ \"Format\": 1,\n \"Format\": 1 }", "state.json:2: Format: Format stands here a second time")]
    [InlineData("{ \"Format\": 1,\n \"TargetGroups\": [{}] }", "state.json:2: TargetGroups[0]: is missing ")]
    [InlineData("{ \"LoadBalancers\": [] } x", "state.json:1: is not JSON: ")]
    public void What_was_not_written_is_told_with_its_line(string content, string told) =>
        Assert.StartsWith(told, Told(content), StringComparison.Ordinal);

    [Theory]
    [InlineData("loadbalancer/app/demo/1", "loadbalancer", "LoadBalancers")]
    [InlineData("loadbalancer/app/demo/1", "x", "no ARN")]
    [InlineData("targetgroup/web/2", "targetgroup/", "no ARN")]
    [InlineData("targetgroup/web/2", "targetgroup/web", "no ARN")]
    [InlineData("truststore/store/6", "truststore/6", "no ARN")]
    [InlineData("listener/app/demo/1/3", "listener/app/demo", "no ARN")]
    [InlineData("listener-rule/app/demo/1/3/5", "listener-rule/app/demo/1/3/4", "stands here a second time")]
    public void An_ARN_that_is_none_is_told_with_its_line(string arn, string instead, string told)
    {
        var content = Good.Replace($"\"{Prefix}{arn}\"", $"\"{Prefix}{instead}\"", StringComparison.Ordinal);
        Assert.NotEqual(Good, content);
        var problem = Told(content);
        Assert.Contains(told == "LoadBalancers" ? "no ARN as arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/ID" : told, problem, StringComparison.Ordinal);
        var line = 1 + content[..content.LastIndexOf($"Arn\": \"{Prefix}{instead}\"", StringComparison.Ordinal)].Count(character => character == '\n');
        Assert.StartsWith($"state.json:{line}: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_stands_twice_in_its_group_is_told()
    {
        var state = SampleState.State();
        var group = state.TargetGroups[0];
        Assert.Contains(
            $"the target \"127.0.0.1|9001\" stands in {group.Arn} a second time",
            Told(Written(state.With(group with { Targets = [group.Targets[0], group.Targets[0]] }))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_is_cut_off_anywhere_is_told()
    {
        var bytes = Encoding.UTF8.GetBytes(Good.TrimEnd());
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
            Assert.Matches(@"^state\.json:\d+: (is empty|is not JSON)", Told(cut));
            var padded = Told(cut + new string('\0', bytes.Length - length));
            Assert.Matches(@"^state\.json:\d+: holds NUL bytes", padded);
        }
    }

    /// <summary>Every property gone, under another name, twice, and with values of every other kind.</summary>
    [Fact]
    public void Whatever_a_property_is_made_into_is_told_or_read_and_never_thrown()
    {
        using var workspace = new Workspace();
        workspace.Write("empty.json", """{ "LoadBalancers": [] }""");
        var tried = 0;
        foreach (var (content, what) in JsonMutations.Of(Good))
        {
            Try(content, what);
        }

        Assert.InRange(tried, 1000, int.MaxValue);

        void Try(string content, string what)
        {
            tried++;
            try
            {
                var (state, problem) = Read(content);
                if (problem is not null)
                {
                    Assert.StartsWith("state.json:", problem.ToString(), StringComparison.Ordinal);
                    Assert.DoesNotContain("AlbEmulator.", problem.ToString(), StringComparison.Ordinal);
                    Assert.DoesNotContain("System.", problem.ToString(), StringComparison.Ordinal);
                    return;
                }

                var files = workspace.Files;
                files.Api = StateDocument.Of(state, workspace.Settings);
                files.Read(["empty.json"]);
                files.Api = StateDocument.Placed(files.Api);
                files.Read(["empty.json"]);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{what}: {exception}");
            }
        }
    }

    private static string Told(string content)
    {
        var problem = Read(content).Problem?.ToString();
        Assert.NotNull(problem);
        Assert.DoesNotContain('\n', problem);
        return problem;
    }

    /// <summary>As the versions before there were changes wrote it.</summary>
    private static string Written(ElbV2State state) => JsonSerializer.Serialize(state, Json).Insert(1, "\n  \"Format\": 1,");

    private static (ElbV2State State, Problem? Problem) Read(string content) =>
        KeptState.Read("state.json", Encoding.UTF8.GetBytes(content));
}
