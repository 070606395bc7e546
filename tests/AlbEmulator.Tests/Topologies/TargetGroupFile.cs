using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Topologies;

/// <summary>
/// A file with one target group, its properties written as JSON from the second line on. It is read as JSON and as YAML,
/// which must come to the same.
/// </summary>
internal static class TargetGroupFile
{
    /// <summary>The target group; the file has no problem.</summary>
    public static TargetGroup Read(string properties, LimitsMode limits = LimitsMode.Relaxed)
    {
        var groups = Readings(properties, limits).ConvertAll(reading =>
        {
            Assert.Empty(reading.Problems);
            return Assert.Single(reading.Topology.TargetGroups);
        });
        Assert.Equal(Told(groups[0]), Told(groups[1]));
        return groups[0];
    }

    /// <summary>What is wrong with the file, each as <c>line: path: message</c>.</summary>
    public static IReadOnlyList<string> Problems(string properties, LimitsMode limits = LimitsMode.Relaxed)
    {
        var problems = Readings(properties, limits).ConvertAll(reading =>
            reading.Problems.Select(problem => problem.ToString().Split(':', 2)[1]).ToList());
        Assert.Equal(problems[0].Select(Written), problems[1].Select(Written));
        return problems[0];
    }

    private static List<TopologyReading> Readings(string properties, LimitsMode limits)
    {
        var content = $"{{ \"TargetGroups\": [{{ \"Name\": \"g\",\n{properties} }}] }}";
        using var workspace = new Workspace();
        workspace.Settings.Limits = limits;
        workspace.Settings.Lambda.Endpoint = "http://localhost:4566";
        workspace.Write("a.json", content);
        workspace.Write("a.yaml", content);
        return [workspace.Read("a.json"), workspace.Read("a.yaml")];
    }

    private static (HealthCheck, TargetGroupAttributes, TargetGroupProtocol, ProtocolVersion, TargetType, int) Told(
        TargetGroup group) =>
        (group.HealthCheck, group.Attributes, group.Protocol, group.ProtocolVersion, group.TargetType,
            group.Targets.Count);

    /// <summary>YAML does not know a number from a text without quotation marks.</summary>
    private static string Written(string problem) =>
        problem.Replace("the number ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
}
