using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>Folders of <c>cdk synth</c>: the fixture has the shape of what aws-cdk-lib 2 makes.</summary>
public sealed class CloudAssemblyTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/AlbEmulator.Tests/Fixtures/imports/cdk.out");

    [Fact]
    public void Stacks_are_those_of_the_manifests_at_any_depth()
    {
        using var workspace = new Workspace();
        Assert.Equal(
            [
                $"Dev-Web={Path.Combine(Folder, "assembly-Dev", "DevWeb1CA79752.template.json")}",
                $"Live-Web={Path.Combine(Folder, "assembly-Dev", "assembly-Dev-Live", "LiveWeb5B6DD99D.template.json")}",
                $"Top={Path.Combine(Folder, "Top.template.json")}",
            ],
            workspace.Files.Locate([Folder]));
    }

    [Fact]
    public void Nested_templates_are_found_by_the_list_of_assets_and_by_metadata()
    {
        using var workspace = new Workspace();
        workspace.Write("targets.yaml", """
            Targets:
              Dev-Web.NestedStack.Group: [{ Id: dev, Port: 1 }]
              Top.NestedStack.Group: [{ Id: top, Port: 2 }]
            """);
        var reading = workspace.Files.Read(workspace.Files.Locate([Folder, "targets.yaml"]));
        Assert.Empty(reading.Problems);
        Assert.Equal(["dev", "top"], reading.Topology.TargetGroups.Select(group => group.Targets.Single().Id).Order());
        Assert.Equal([8081, 8082, 8083], reading.Topology.LoadBalancers.Select(item => item.Listeners.Single().Port).Order());
    }

    [Fact]
    public void Template_of_an_assembly_may_be_named_alone()
    {
        using var workspace = new Workspace();
        var reading = workspace.Read(Path.Combine(Folder, "Top.template.json"));
        Assert.Contains("Targets:\n  Group:\n    - { Id: 127.0.0.1, Port: 8080 }\n", reading.Overlay, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"artifacts\": 1 }")]
    [InlineData("{ \"artifacts\": { \"A\": 1, \"B\": { \"type\": \"aws:cloudformation:stack\" } } }")]
    [InlineData("{ \"artifacts\": { \"A\": { \"type\": \"cdk:cloud-assembly\", \"properties\": { \"directoryName\": \".\" } } } }")]
    [InlineData("not JSON")]
    public void Manifest_without_stacks_makes_no_assembly(string manifest)
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.PathOf("out"));
        workspace.Write(Path.Combine("out", "manifest.json"), manifest);
        workspace.Write(Path.Combine("out", "web.yaml"), TemplateFile.Saying("hello"));
        Assert.Equal(
            [Path.Combine("out", "manifest.json"), Path.Combine("out", "web.yaml")], workspace.Files.Locate(["out"]));
    }
}
