using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Topologies;

/// <summary>What is read beside the files, or in their place.</summary>
public sealed class TopologyPartTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("TargetGroups:\n  - Name: web\n")]
    [InlineData("{ \"TargetGroups\": [{ \"Name\": \"web\" }] }")]
    public void Text_of_the_settings_is_a_topology_without_any_file(string text)
    {
        _workspace.Settings.TopologyText = text;
        _workspace.Write("alb.yaml", "wrong");
        var files = _workspace.Files;

        var located = files.Locate([]);
        var reading = files.Read(located);

        Assert.Empty(located);
        Assert.Empty(reading.Problems);
        Assert.Equal("web", Assert.Single(reading.Topology.TargetGroups).Name);
    }

    [Fact]
    public void Text_of_the_settings_is_one_topology_with_the_files()
    {
        _workspace.Write("a.yaml", """
            LoadBalancers:
              - Listeners: [{ Port: 8080, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }]
            """);
        _workspace.Settings.TopologyText = "TargetGroups: [{ Name: web, Port: \"${PORT}\" }]";
        _workspace.Variables["PORT"] = "81";
        foreach (var named in new[] { true, false })
        {
            _workspace.Settings.Topology = named ? "" : "a.yaml";
            var files = _workspace.Files;

            var reading = files.Read(files.Locate(named ? ["a.yaml"] : []));

            Assert.Empty(reading.Problems);
            Assert.Equal(81, Assert.Single(reading.Topology.TargetGroups).Port);
        }
    }

    [Fact]
    public void Problems_of_a_text_point_at_the_setting_and_its_line_each_time_it_is_read()
    {
        _workspace.Settings.TopologyText = "TargetGroups:\n  - Name: web\n    Prt: 1\n";
        var files = _workspace.Files;

        foreach (var _ in new[] { 1, 2 })
        {
            var problem = Assert.Single(files.Read([]).Problems);
            Assert.StartsWith("Alb:TopologyText:3: TargetGroups[0].Prt: ", problem.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_of_files_in_a_text_are_of_the_working_directory()
    {
        _workspace.Settings.TopologyText = """
            LoadBalancers:
              - Listeners:
                  - Port: 8443
                    Protocol: HTTPS
                    Certificates: [{ CertificateFile: tls/none.pem }]
                    DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }]
            """;

        Assert.Contains("there is no file", Assert.Single(_workspace.Files.Read([]).Problems).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_workspace.PathOf("tls"));
        _workspace.Write(Path.Combine("tls", "none.pem"), "nothing");

        Assert.DoesNotContain("there is no file", Assert.Single(_workspace.Files.Read([]).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Template_that_is_put_reads_no_file_of_the_machine()
    {
        _workspace.Write("nested.yaml", "Resources: {}");

        var reading = _workspace.Files.ReadInPlace(TopologyPart.OfText("body", """
            AWSTemplateFormatVersion: "2010-09-09"
            Resources:
              Nested:
                Type: AWS::CloudFormation::Stack
                Properties: { TemplateURL: nested.yaml }
            """u8.ToArray()));

        Assert.Contains(reading.Problems, problem => problem.Message.StartsWith("is named by a template", StringComparison.Ordinal));
    }

    [Fact]
    public void Schema_beside_the_files_of_a_folder_is_left_out()
    {
        _workspace.Write("alb.yaml", "TargetGroups: [{ Name: web }]");
        File.Copy(Path.Combine(Repository.Root, "config", "alb.schema.json"), _workspace.PathOf("alb.schema.json"));
        var files = _workspace.Files;

        var reading = files.Read(files.Locate(["."]));

        Assert.Empty(reading.Problems);
        Assert.Contains(reading.Notes, note => note.ToString().Contains("alb.schema.json: is left out", StringComparison.Ordinal));
    }
}
