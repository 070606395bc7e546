using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>Answers of AWS, known by their content.</summary>
public sealed class DescriptionTests
{
    private const string Group = """
        { "TargetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/NAME/ID", "TargetGroupName": "NAME", "Port": 80, "Protocol": "HTTP" }
        """;

    [Fact]
    public void One_file_may_hold_several_answers()
    {
        using var workspace = new Workspace();
        workspace.Write("all.json", """
            {
              "LoadBalancers": [{ "LoadBalancerArn": "arn:x:loadbalancer/app/one/1", "LoadBalancerName": "one", "Type": "application" }],
              "Listeners": [{
                "ListenerArn": "arn:x:listener/app/one/1/2", "LoadBalancerArn": "arn:x:loadbalancer/app/one/1", "Port": 80, "Protocol": "HTTP",
                "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200", "ContentType": "text/plain" } }]
              }]
            }
            """);
        var reading = workspace.Read("all.json");
        Assert.Empty(reading.Problems);
        Assert.Equal(80, reading.Topology.LoadBalancers.Single().Listeners.Single().Port);
    }

    [Fact]
    public void File_name_tells_what_an_answer_without_an_ARN_is_of()
    {
        var reading = Read("attributes-web-api.json", "web", "web-api");
        Assert.Empty(reading.Problems);
        Assert.Equal(
            [TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(15)],
            reading.Topology.TargetGroups.Select(group => group.Attributes.DeregistrationDelay));
    }

    [Fact]
    public void Only_one_that_there_is_needs_no_name() =>
        Assert.Equal(TimeSpan.FromSeconds(15), Read("a.json", "web").Topology.TargetGroups.Single().Attributes.DeregistrationDelay);

    [Fact]
    public void Answer_that_nothing_tells_of_asks_for_a_name() => Assert.EndsWith(
        "does not say which target group it is of: put its name at the end of the file's, one of \"web\", \"api\"",
        Assert.Single(Read("a.json", "web", "api").Problems).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void Answer_that_goes_on_is_a_problem()
    {
        var reading = Workspace.Read("a.json", """{ "TargetHealthDescriptions": [], "NextMarker": "x" }""");
        Assert.Contains(reading.Problems, problem => problem.Message == "the answer goes on after this one: ask for all of it");
    }

    [Fact]
    public void Instance_is_where_the_settings_say_it_is()
    {
        using var workspace = new Workspace();
        var group = Group.Replace("NAME", "web", StringComparison.Ordinal);
        workspace.Settings.Instances.Add("i-0123456789abcdef0", "127.0.0.9");
        workspace.Write("all.json", $$"""
            {
              "TargetGroups": [{{group}}],
              "TargetHealthDescriptions": [{ "Target": { "Id": "i-0123456789abcdef0", "Port": 81 } }]
            }
            """);
        var reading = workspace.Read("all.json");
        Assert.Empty(reading.Problems);
        Assert.Equal(("127.0.0.9", 81), reading.Topology.TargetGroups.Single().Targets.Select(target => (target.Id, target.Port)).Single());
    }

    [Fact]
    public void Folder_stands_for_the_files_in_it()
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.PathOf("answers"));
        foreach (var name in new[] { "rules.json", "listeners.yaml", "notes.txt" })
        {
            workspace.Write(Path.Combine("answers", name), "{}");
        }

        Assert.Equal(
            [Path.Combine("answers", "listeners.yaml"), Path.Combine("answers", "rules.json")],
            workspace.Files.Locate(["answers"]));
    }

    private static TopologyReading Read(string attributes, params string[] groups)
    {
        using var workspace = new Workspace();
        var list = groups.Select(group => Group.Replace("NAME", group, StringComparison.Ordinal));
        workspace.Write("groups.json", $"{{ \"TargetGroups\": [{string.Join(',', list)}] }}");
        workspace.Write(attributes, """{ "Attributes": [{ "Key": "deregistration_delay.timeout_seconds", "Value": "15" }] }""");
        return workspace.Read("groups.json", attributes);
    }
}
