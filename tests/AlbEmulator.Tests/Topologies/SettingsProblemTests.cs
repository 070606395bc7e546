using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Settings are told about beside the files.</summary>
public sealed class SettingsProblemTests
{
    [Fact]
    public void Settings_that_cannot_be_are_told_as_well()
    {
        using var workspace = new Workspace();
        workspace.Settings.BindAddress = "nowhere";
        workspace.Settings.AccountId = "12";
        workspace.Settings.Region = "US East";
        workspace.Write("a.json", Sample.Json);
        Assert.Equal(
            ["Alb:BindAddress", "Alb:AccountId", "Alb:Region"],
            workspace.Read("a.json").Problems.Select(problem => problem.Origin.Path));
    }

    [Fact]
    public void Settings_that_name_no_file_are_told()
    {
        using var workspace = new Workspace();
        workspace.Settings.Topology = " , ";
        var problem = Assert.Single(workspace.Files.Read(workspace.Files.Locate([])).Problems);
        Assert.StartsWith("settings: Alb:Topology: names no file", problem.ToString());
    }
}
