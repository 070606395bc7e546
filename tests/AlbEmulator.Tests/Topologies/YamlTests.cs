using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

public sealed class YamlTests
{
    [Fact]
    public void Anchors_aliases_and_merge_keys_are_taken()
    {
        var (topology, problems) = Workspace.Read("a.yaml", """
            TargetGroups:
              - &one
                Name: one
                Port: 80
                Targets: &targets
                  - { Id: a.example, Port: 1 }
              - <<: *one
                Name: two
              - <<: [{ Name: three }, *one]
              - Name: four
                Targets: *targets
            """);
        Assert.Empty(problems);
        Assert.Equal(["one", "two", "three", "four"], topology.TargetGroups.Select(group => group.Name));
        Assert.Equal([80, 80, 80, null], topology.TargetGroups.Select(group => group.Port));
        Assert.All(topology.TargetGroups, group => Assert.Equal("a.example", group.Targets[0].Id));
    }

    [Fact]
    public void A_problem_of_a_repeated_value_has_the_path_where_it_is_used()
    {
        var problems = Workspace.Read("a.yaml",
            "TargetGroups:\n  - Name: a\n    Port: &p 0\n  - Name: b\n    Port: *p\n").Problems;
        Assert.Equal(
            ["TargetGroups[0].Port", "TargetGroups[1].Port"], problems.Select(problem => problem.Origin.Path));
        Assert.All(problems, problem => Assert.Equal(3, problem.Origin.Line));
    }

    [Theory]
    [InlineData("007", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("!!int 7", 7)]
    [InlineData("0x7", null)]
    [InlineData("1_000", null)]
    [InlineData("7.0", null)]
    [InlineData("", null)]
    [InlineData("~", null)]
    public void Numbers_are_decimal(string written, int? expected)
    {
        var (topology, problems) = Workspace.Read("a.yaml", $"TargetGroups:\n  - Name: a\n    Port: {written}\n");
        Assert.Equal(expected is null ? 1 : 0, problems.Count);
        Assert.Equal(expected, expected is null ? null : topology.TargetGroups[0].Port);
    }

    [Fact]
    public void Text_needs_no_quotation_marks()
    {
        var (topology, problems) = Workspace.Read("a.yaml",
            "TargetGroups: [{ Name: 123 }, { Name: true }, { Name: no }]");
        Assert.Empty(problems);
        Assert.Equal(["123", "true", "no"], topology.TargetGroups.Select(group => group.Name));
    }
}
