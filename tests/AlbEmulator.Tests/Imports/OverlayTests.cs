using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>What <c>check</c> prints to be filled in is a file that the next <c>check</c> takes as it stands.</summary>
public sealed class OverlayTests
{
    private const string Fixtures = "tests/AlbEmulator.Tests/Fixtures/imports";

    public static TheoryData<string> Sources =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "config/examples/cloudformation"), "*.yaml")
            .Where(file => !file.EndsWith(".targets.yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        .. Directory.GetFiles(Path.Combine(Repository.Root, Fixtures), "*.json").Order(StringComparer.Ordinal),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void It_is_taken_for_every_source_that_is_here(string file)
    {
        using var workspace = new Workspace();
        AssertTaken(workspace, file);
    }

    [Fact]
    public void It_is_taken_for_answers_of_AWS()
    {
        using var workspace = new Workspace();
        AssertTaken(workspace, [.. Directory.GetFiles(Path.Combine(Repository.Root, Fixtures, "describe"), "*.json")]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_is_taken_for_templates_whose_names_cross(int seed) => AssertMends(("shop.json", new GeneratedSources(seed).Template()));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_is_taken_for_states_with_odd_keys(int seed) => AssertMends(("state.json", new GeneratedSources(seed).State()));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_is_taken_for_generated_answers(int seed) => AssertMends([.. new GeneratedSources(seed).Answers()]);

    [Fact]
    public void Group_whose_name_is_its_logical_id_has_one_name()
    {
        var template = TemplateFile.Saying("a").Replace("Web:", "site:", StringComparison.Ordinal).Replace("Name: web", "Name: site", StringComparison.Ordinal);
        using var workspace = new Workspace();
        workspace.Write("shop.yaml", template);
        workspace.Write("targets.yaml", "Targets: { site: [{ Id: echo, Port: 9001 }] }");
        var reading = workspace.Read("shop.yaml", "targets.yaml");
        Assert.Empty(reading.Problems);
        Assert.Single(reading.Topology.TargetGroups.Single().Targets);
    }

    /// <summary>Each would stand there as the same address of the right family, and a target can be there once.</summary>
    [Fact]
    public void Targets_of_the_wrong_family_stand_there_as_one_of_the_right() => AssertMends(("shop.yaml", """
        Resources:
          Alb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" }
          Group:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties: { TargetType: ip, Port: 80, Targets: [{ Id: "fd00::1" }, { Id: "fd00::2" }] }
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties: { LoadBalancerArn: !Ref Alb, Port: 80, Protocol: HTTP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }] }
        """));

    /// <summary>Sources without a fault of their own: with the overlay, nothing is left to tell.</summary>
    private static void AssertMends(params (string Name, string Content)[] sources)
    {
        using var workspace = new Workspace();
        foreach (var (name, content) in sources)
        {
            workspace.Write(name, content);
        }

        Assert.Empty(AssertTaken(workspace, [.. sources.Select(source => source.Name)]));
    }

    /// <summary>Nothing is wrong with the overlay, nothing more is missing, and nothing is told that was not told before.</summary>
    /// <returns>What is still told.</returns>
    private static IReadOnlyList<Problem> AssertTaken(Workspace workspace, params string[] files)
    {
        var first = workspace.Read(files);
        if (first.Overlay is null)
        {
            return first.Problems;
        }

        using var authority = new Authority("CN=ca");
        workspace.Write("ca.pem", authority.Certificate.ExportCertificatePem());
        workspace.Write("targets.yaml", first.Overlay);
        var second = workspace.Read([.. files, "targets.yaml"]);
        var text = $"{first.Overlay}\n{string.Join('\n', second.Problems)}";
        Assert.True(second.Problems.All(first.Problems.Contains), text);
        Assert.True(second.Overlay is null, text);
        Assert.NotEmpty(first.Problems);
        return second.Problems;
    }
}
