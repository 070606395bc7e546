using AlbEmulator.Model;
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
    public async Task Manifest_that_is_no_file_is_told()
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.PathOf("cdk.out/stage"));
        // Folders and what leads nowhere are no files of a folder.
        foreach (var (kind, told) in HostileFile.Told.Where(kind => kind.Key != "folder"))
        {
            await HostileFile.PutAsync(kind, workspace.PathOf("cdk.out/manifest.json"));
            var problem = Assert.Single(await ReadAsync(workspace)).ToString();
            Assert.StartsWith($"cdk.out/manifest.json: {told}", problem, StringComparison.Ordinal);

            HostileFile.Remove(workspace.PathOf("cdk.out/manifest.json"));
            workspace.Write("cdk.out/manifest.json", """
                { "artifacts": { "A": { "type": "cdk:cloud-assembly", "properties": { "directoryName": "stage" } } } }
                """);
            await HostileFile.PutAsync(kind, workspace.PathOf("cdk.out/stage/manifest.json"));
            problem = Assert.Single(await ReadAsync(workspace)).ToString();
            Assert.StartsWith($"cdk.out/stage/manifest.json: {told}", problem, StringComparison.Ordinal);
            HostileFile.Remove(workspace.PathOf("cdk.out/manifest.json"));
        }
    }

    [Fact]
    public async Task Folders_that_lead_round_in_circles_end()
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.PathOf("cdk.out"));
        Directory.CreateSymbolicLink(workspace.PathOf("cdk.out/x"), ".");
        Directory.CreateSymbolicLink(workspace.PathOf("cdk.out/y"), ".");
        workspace.Write("cdk.out/manifest.json", """
            { "artifacts": {
              "X": { "type": "cdk:cloud-assembly", "properties": { "directoryName": "x" } },
              "Y": { "type": "cdk:cloud-assembly", "properties": { "directoryName": "y/x" } },
              "Z": { "type": "cdk:cloud-assembly", "properties": { "directoryName": "a\u0000b" } } } }
            """);

        Assert.NotEmpty(await ReadAsync(workspace));
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

    private static Task<IReadOnlyList<Problem>> ReadAsync(Workspace workspace) => Task.Run(() =>
    {
        var files = workspace.Files;
        return files.Read(files.Locate(["cdk.out"])).Problems;
    }).WaitAsync(Patience.Default);
}
