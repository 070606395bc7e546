using AlbEmulator.Commands;
using Microsoft.Extensions.Configuration;

namespace AlbEmulator.Tests.Commands;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly TemporaryFolder _working = new();
    private readonly TemporaryFolder _application = new();

    public void Dispose()
    {
        _working.Dispose();
        _application.Dispose();
    }

    [Fact]
    public void Without_a_file_the_defaults_hold()
    {
        var read = Read();

        Assert.Empty(read.Problems);
        Assert.Equal("config/alb.json", read.Settings.Topology);
        Assert.Equal("http://127.0.0.1:4580", read.Settings.ControlUrl);
        Assert.Equal(LimitsMode.Relaxed, read.Settings.Limits);
    }

    [Fact]
    public void The_file_of_the_working_directory_hides_the_one_of_the_application()
    {
        _application.Write("appsettings.json", """{ "Alb": { "Region": "eu-west-1", "AccountId": "111111111111" } }""");
        Assert.Equal("eu-west-1", Read().Settings.Region);

        _working.Write("appsettings.json", """{ "Alb": { "Region": "eu-west-2" /* London */, } }""");
        Assert.Equal("eu-west-2", Read().Settings.Region);
        Assert.Equal("000000000000", Read().Settings.AccountId);
    }

    [Fact]
    public void The_environment_goes_over_the_file_and_arguments_over_both()
    {
        _working.Write("appsettings.json", """{ "Alb": { "ShutdownTimeoutSeconds": 1, "DataDirectory": "one" } }""");
        Environment.SetEnvironmentVariable("Alb__ShutdownTimeoutSeconds", "2");
        try
        {
            Assert.Equal((2, "one"), (Read().Settings.ShutdownTimeoutSeconds, Read().Settings.DataDirectory));
            Assert.Equal(3, Read("--Alb:ShutdownTimeoutSeconds=3").Settings.ShutdownTimeoutSeconds);
        }
        finally
        {
            Environment.SetEnvironmentVariable("Alb__ShutdownTimeoutSeconds", null);
        }
    }

    [Fact]
    public void Names_with_values_come_from_the_file_and_from_arguments()
    {
        _working.Write("appsettings.json", """{ "Alb": { "PortMap": { "80": "8080", "shop/80": 8081 }, "Parameters": {} } }""");

        var read = Read("--Alb:PortMap:443=8443", "--Alb:ImportValues:Stack:ExportsOutputRefAlb=a=b", "--Alb:Parameters:AWS::StackName=x");

        Assert.Empty(read.Problems);
        Assert.Equal(["443=8443", "80=8080", "shop/80=8081"], read.Settings.PortMap.Select(port => $"{port.Key}={port.Value}").Order());
        Assert.Equal("a=b", read.Settings.ImportValues["Stack:ExportsOutputRefAlb"]);
        Assert.Equal("x", read.Settings.Parameters["AWS::StackName"]);
    }

    [Theory]
    [InlineData("--Alb:PortMap=8080", "Alb:PortMap takes names with a value each, as Alb:PortMap:NAME=VALUE, not '8080'")]
    [InlineData("--Alb:PortMap:http=8080", "such as 80=8080 or shop/80=8080, not 'http=8080'")]
    [InlineData("--Alb:PortMap:80=0", "such as 80=8080 or shop/80=8080, not '80=0'")]
    public void Wrong_port_maps_are_told(string argument, string problem) =>
        Assert.EndsWith(problem, Assert.Single(Read(argument).Problems), StringComparison.Ordinal);

    [Fact]
    public void Names_and_closed_sets_are_taken_in_any_case()
    {
        var read = Read("--alb:LIMITS=strict", "--Alb:AccessLog=", "--Alb:Topology=a=b.json,c.json");

        Assert.Empty(read.Problems);
        Assert.Equal(LimitsMode.Strict, read.Settings.Limits);
        Assert.Equal("", read.Settings.AccessLog);
        Assert.Equal("a=b.json,c.json", read.Settings.Topology);
    }

    [Fact]
    public void Arguments_for_the_program_log_reach_the_configuration() =>
        Assert.Equal("Debug", Read("--Serilog:MinimumLevel=Debug").Configuration["Serilog:MinimumLevel"]);

    [Theory]
    [InlineData("--Alb:Regin=x", "Alb:Regin is not a setting; there are Topology, Region, ")]
    [InlineData("--Alb:Region", "--Alb:Region has no value; write --Alb:Region=value")]
    [InlineData("--Logging:Level=x", "--Logging:Level is not a setting; settings begin with --Alb: or --Serilog:")]
    [InlineData("--Alb:Region:Name=x", "Alb:Region takes one value, not an object or a list")]
    [InlineData("--Alb:Region=", "Alb:Region takes a region such as us-east-1, not ''")]
    [InlineData("--Alb:AccountId=12", "Alb:AccountId takes 12 digits, not '12'")]
    [InlineData("--Alb:ControlUrl=4", "Alb:ControlUrl takes a URL such as http://127.0.0.1:4580, or nothing, not '4'")]
    [InlineData("--Alb:ControlUrl=https://localhost", "Alb:ControlUrl takes a URL such as http://127.0.0.1:4580")]
    [InlineData("--Alb:BindAddress=x", "Alb:BindAddress takes an IP address such as 127.0.0.1 or 0.0.0.0, not 'x'")]
    [InlineData("--Alb:JournalSize=-1", "Alb:JournalSize takes 0 to 100000, not -1")]
    [InlineData("--Alb:JournalSize=100001", "Alb:JournalSize takes 0 to 100000, not 100001")]
    [InlineData("--Alb:JournalSize=many", "Alb:JournalSize takes a whole number, not 'many'")]
    [InlineData("--Alb:Lambda=x", "Alb:Lambda takes an object, with Endpoint, not 'x'")]
    [InlineData("--Alb:Lambda:Url=x", "Alb:Lambda:Url is not a setting; there are Endpoint")]
    [InlineData("--Alb:Lambda:Endpoint:x=y", "Alb:Lambda:Endpoint takes one value, not an object or a list")]
    [InlineData("--Alb:Lambda:Endpoint=x", "Alb:Lambda:Endpoint takes a URL such as http://localhost:4566, or nothing, not 'x'")]
    [InlineData("--Alb:DataDirectory= ", "Alb:DataDirectory takes a folder such as data; it cannot be empty")]
    [InlineData("--Alb:Limits=1", "Alb:Limits takes Relaxed or Strict, not '1'")]
    [InlineData("--Alb:StickinessSecret=tell-nobody", "Alb:StickinessSecret takes at least 16 characters, or nothing, not 11")]
    [InlineData("--Alb:DebugHeaders=yes", "Alb:DebugHeaders takes true or false, not 'yes'")]
    [InlineData("--Alb:ShutdownTimeoutSeconds=soon", "Alb:ShutdownTimeoutSeconds takes a whole number, not 'soon'")]
    [InlineData("--Alb:ShutdownTimeoutSeconds=-1", "Alb:ShutdownTimeoutSeconds takes 0 to 3600, not -1")]
    public void A_wrong_setting_is_told_by_name_with_what_to_write(string argument, string problem) =>
        Assert.StartsWith(problem, Assert.Single(Read(argument).Problems), StringComparison.Ordinal);

    [Fact]
    public void All_wrong_settings_are_told_at_once() =>
        Assert.Equal(3, Read("--Alb:Regin=x", "--Alb:AccountId=x", "--Alb:Limits=x").Problems.Count);

    [Fact]
    public void A_file_that_is_not_JSON_is_told_by_name()
    {
        var file = _working.Write("appsettings.json", "{ \"Alb\": ");

        Assert.Contains(file, Assert.Single(Read().Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_that_is_shipped_holds_the_defaults_and_every_setting()
    {
        var read = SettingsReader.Read([], [AppContext.BaseDirectory]);

        Assert.Empty(read.Problems);
        var (shipped, defaults) = (read.Settings, new AlbSettings());
        Assert.All(typeof(AlbSettings).GetProperties(), setting =>
        {
            Assert.Equal(setting.GetValue(defaults), setting.GetValue(shipped));
            Assert.Contains(read.Configuration.GetSection("Alb").GetChildren(), given => given.Key == setting.Name);
        });
    }

    private ReadSettings Read(params string[] arguments) =>
        SettingsReader.Read(arguments, [_working.Path, _application.Path]);
}
