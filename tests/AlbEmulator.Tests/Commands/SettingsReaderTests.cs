using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace AlbEmulator.Tests.Commands;

[Trait(AlbProgram.Trait, AlbProgram.Started)]
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
        Assert.Equal(("", ""), (read.Settings.Topology, read.Settings.TopologyText));
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
    public async Task The_environment_goes_over_the_file_and_arguments_over_both()
    {
        _working.Write("appsettings.json", """{ "Alb": { "ShutdownTimeoutSeconds": "file", "JournalSize": "file" } }""");

        var (_, environment) = await EmulatorProcess.RunAsync(
            _working.Path, ["run"], ("Alb__ShutdownTimeoutSeconds", "environment"));
        Assert.Contains("ShutdownTimeoutSeconds takes a whole number, not 'environment'", environment);
        Assert.Contains("JournalSize takes a whole number, not 'file'", environment);

        var (_, arguments) = await EmulatorProcess.RunAsync(
            _working.Path, ["run", "--Alb:ShutdownTimeoutSeconds=argument"], ("Alb__ShutdownTimeoutSeconds", "environment"));
        Assert.Contains("ShutdownTimeoutSeconds takes a whole number, not 'argument'", arguments);
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
    [InlineData("--Alb:PortMap:http=8080", "*=0 has every listener bind one that is free; not 'http=8080'")]
    [InlineData("--Alb:PortMap:0=80", "not '0=80'")]
    [InlineData("--Alb:PortMap:*=80", "not '*=80'")]
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
    [InlineData("--Alb:Regin=x", "Alb:Regin is not a setting: did you mean Alb:Region?")]
    [InlineData("--Alb:Nothing=x", "Alb:Nothing is not a setting; there are Topology, TopologyText, Region, ")]
    [InlineData("--Alb:Region us", "--Alb:Region has no value; write --Alb:Region=us")]
    [InlineData("--Alb:PortMap:80", "--map 80 has no value; write --map 80=value")]
    [InlineData("--Alb:Region", "--Alb:Region has no value; write --Alb:Region=value")]
    [InlineData("--Alb:Parameters:Port", "--parameter Port has no value; write --parameter Port=value")]
    [InlineData("--Logging:Level=x", "--Logging:Level is not a setting; settings begin with --Alb: or --Serilog:")]
    [InlineData("--Alb:Region:Name=x", "Alb:Region takes one value, not an object or a list")]
    [InlineData("--Alb:Region=", "Alb:Region takes a region such as us-east-1, not ''")]
    [InlineData("--Alb:AccountId=12", "Alb:AccountId takes 12 digits, not '12'")]
    [InlineData("--Alb:ControlUrl=4", "Alb:ControlUrl takes a URL with localhost or an address of this machine, such as http://127.0.0.1:4580, or nothing, not '4'")]
    [InlineData("--Alb:ControlUrl=https://localhost", "Alb:ControlUrl takes a URL with localhost or an address of this machine")]
    [InlineData("--Alb:ControlUrl=http://a-name:4580", "Alb:ControlUrl takes a URL with localhost or an address of this machine")]
    [InlineData("--Alb:BindAddress=x", "Alb:BindAddress takes an IP address such as 127.0.0.1 or 0.0.0.0, localhost, or one of each family such as 127.0.0.2,::1, not 'x'")]
    [InlineData("--Alb:JournalSize=-1", "Alb:JournalSize takes 0 to 100000, not -1")]
    [InlineData("--Alb:JournalSize=100001", "Alb:JournalSize takes 0 to 100000, not 100001")]
    [InlineData("--Alb:JournalSize=many", "Alb:JournalSize takes a whole number, not 'many'")]
    [InlineData("--Alb:Lambda=x", "Alb:Lambda takes an object, with Endpoint, not 'x'")]
    [InlineData("--Alb:Lambda:Url=x", "Alb:Lambda:Url is not a setting; there are Endpoint")]
    [InlineData("--Alb:Lambda:Endpoint:x=y", "Alb:Lambda:Endpoint takes one value, not an object or a list")]
    [InlineData("--Alb:Lambda:Endpoint=x", "Alb:Lambda:Endpoint takes a URL such as http://localhost:4566, or nothing, not 'x'")]
    [InlineData("--Alb:DataDirectory= ", "Alb:DataDirectory takes a folder such as data; it cannot be empty")]
    [InlineData("--Alb:DataAccess=0600", "Alb:DataAccess takes User or Group or All, not '0600'")]
    [InlineData("--Alb:DataAccess=", "Alb:DataAccess takes User or Group or All, not ''")]
    [InlineData("--Alb:Limits=1", "Alb:Limits takes Relaxed or Strict, not '1'")]
    [InlineData("--Alb:StickinessSecret=tell-nobody", "Alb:StickinessSecret takes at least 16 characters, or nothing, not 11")]
    [InlineData("--Alb:ControlHosts=http://x", "Alb:ControlHosts takes hosts without a port such as alb.example.com, or *.example.com for all below it, with commas between them, not 'http://x'")]
    [InlineData("--Alb:ControlHosts=*", "Alb:ControlHosts takes hosts without a port")]
    [InlineData("--Alb:ControlHosts=a.example:80", "Alb:ControlHosts takes hosts without a port")]
    [InlineData("--Alb:ControlHosts=a,,b", "Alb:ControlHosts takes hosts without a port")]
    [InlineData("--Alb:ControlToken=tell-nobody", "Alb:ControlToken takes 16 to 128 letters, digits and -._~+/=, or nothing: what Alb:ControlToken has is something else")]
    [InlineData("--Alb:ControlToken=tell nobody of this", "Alb:ControlToken takes 16 to 128 letters, digits and -._~+/=, or nothing: what Alb:ControlToken has is something else")]
    [InlineData("--Alb:IgnoreHostPort=yes", "Alb:IgnoreHostPort takes true or false, not 'yes'")]
    [InlineData("--Alb:DebugHeaders=yes", "Alb:DebugHeaders takes true or false, not 'yes'")]
    [InlineData("--Alb:ShutdownTimeoutSeconds=soon", "Alb:ShutdownTimeoutSeconds takes a whole number, not 'soon'")]
    [InlineData("--Alb:ShutdownTimeoutSeconds=-1", "Alb:ShutdownTimeoutSeconds takes 0 to 3600, not -1")]
    public void A_wrong_setting_is_told_by_name_with_what_to_write(string argument, string problem) =>
        Assert.StartsWith(problem, Assert.Single(Read(argument).Problems), StringComparison.Ordinal);

    [Fact]
    public void A_network_is_read_by_the_ids_of_what_it_has()
    {
        _working.Write("appsettings.json", """
            {
              "Alb": {
                "Network": {
                  "Vpcs": { "vpc-0a1b2c3d": { "Cidr": "10.0.0.0/16", "Default": true, "Tags": { "Name": "shop" } } },
                  "Subnets": { "subnet-0a1b2c3d": { "Zone": "b", "Cidr": "10.0.1.0/24", "Public": false } },
                  "SecurityGroups": { "sg-0a1b2c3d": { "Vpc": "vpc-0a1b2c3d", "Name": "web" } }
                }
              }
            }
            """);
        var read = Read("--Alb:Network:Instances:i-0123456789abcdef0:Address=orders");

        Assert.Empty(read.Problems);
        var network = read.Settings.Network;
        var vpc = network.Vpcs["vpc-0a1b2c3d"];
        Assert.Equal(("10.0.0.0/16", true, "shop"), (vpc.Cidr, vpc.Default, vpc.Tags["Name"]));
        var subnet = network.Subnets["subnet-0a1b2c3d"];
        Assert.Equal(("b", "10.0.1.0/24", false), (subnet.Zone, subnet.Cidr, subnet.Public));
        Assert.Equal("web", network.SecurityGroups["sg-0a1b2c3d"].Name);
        Assert.Equal("orders", network.Instances["i-0123456789abcdef0"].Address);
    }

    [Theory]
    [InlineData("Vpcs=x", "Alb:Network:Vpcs takes an object, not 'x'")]
    [InlineData("Vpcs:vpc-0a1b2c3d=x", "Alb:Network:Vpcs:vpc-0a1b2c3d takes an object, with Cidr, Default, Tags, not 'x'")]
    [InlineData("Vpcs:vpc-0a1b2c3d:Name=x", "Alb:Network:Vpcs:vpc-0a1b2c3d:Name is not a setting; there are Cidr, Default")]
    [InlineData("Vpcs:vpc-1:Cidr=10.0.0.0/16", "Alb:Network:Vpcs takes ids such as vpc-0123456789abcdef0 or vpc-0a1b2c3d, not 'vpc-1'")]
    [InlineData("Vpcs:vpc-0a1b2c3d:Cidr=10.0.0.0/8", "Alb:Network:Vpcs:vpc-0a1b2c3d:Cidr takes a block such as 10.0.0.0/16, of /16 to /28")]
    [InlineData("Subnets:subnet-0a1b2c3d:Vpc=vpc-0a1b2c3d", "Alb:Network:Subnets:subnet-0a1b2c3d:Vpc takes the id of one of Alb:Network:Vpcs")]
    [InlineData("Subnets:subnet-0a1b2c3d:Zone=A1", "Alb:Network:Subnets:subnet-0a1b2c3d:Zone takes a zone such as us-east-1a, or a letter")]
    [InlineData("Subnets:subnet-0a1b2c3d:Cidr=10.0.0.1/24", "Alb:Network:Subnets:subnet-0a1b2c3d:Cidr takes a block such as 10.0.0.0/16")]
    [InlineData("Subnets:subnet-0a1b2c3d:Public=yes", "Alb:Network:Subnets:subnet-0a1b2c3d:Public takes true or false, not 'yes'")]
    [InlineData("SecurityGroups:sg-0a1b2c3d:Name=", "Alb:Network:SecurityGroups:sg-0a1b2c3d:Name takes 1 to 255 characters")]
    [InlineData("Instances:i-0a1b2c3d:Address=http://x", "Alb:Network:Instances:i-0a1b2c3d:Address takes an IP address or a host name")]
    public void A_wrong_network_is_told_by_name_with_what_to_write(string setting, string problem) => Assert.Contains(
        Read($"--Alb:Network:{setting}").Problems, told => told.StartsWith(problem, StringComparison.Ordinal));

    [Fact]
    public void A_network_that_disagrees_with_itself_is_told() => Assert.Equal(
        [
            "Alb:Network:Vpcs takes one VPC with Default true, not several",
            "Alb:Network:Subnets:subnet-0000000b:Cidr takes a block of its VPC's 10.0.0.0/16, not '10.1.1.0/24'",
            "Alb:Network:Subnets:subnet-0000000c:Vpc cannot be left out where there are several VPCs",
            "Alb:Network:Subnets:subnet-0000000d:Cidr takes addresses of its own, not '10.0.1.0/24', which subnet-0000000a has some of",
            "Alb:Network:SecurityGroups:sg-0000000b:Name takes a name of its own in its VPC, not 'web' again",
            "Alb:Network:Instances:i-0000000a:Subnet takes the id of one of Alb:Network:Subnets, not 'subnet-0000000f'",
        ],
        Read([.. new[]
        {
            "Vpcs:vpc-0000000a:Default=true", "Vpcs:vpc-0000000b:Default=true", "Vpcs:vpc-0000000a:Cidr=10.0.0.0/16",
            "Subnets:subnet-0000000a:Vpc=vpc-0000000a", "Subnets:subnet-0000000a:Cidr=10.0.0.0/20",
            "Subnets:subnet-0000000b:Vpc=vpc-0000000a", "Subnets:subnet-0000000b:Cidr=10.1.1.0/24",
            "Subnets:subnet-0000000c:Zone=a",
            "Subnets:subnet-0000000d:Vpc=vpc-0000000a", "Subnets:subnet-0000000d:Cidr=10.0.1.0/24",
            "SecurityGroups:sg-0000000a:Vpc=vpc-0000000a", "SecurityGroups:sg-0000000a:Name=web",
            "SecurityGroups:sg-0000000b:Vpc=vpc-0000000a", "SecurityGroups:sg-0000000b:Name=web",
            "Instances:i-0000000a:Address=127.0.0.1", "Instances:i-0000000a:Subnet=subnet-0000000f",
        }.Select(setting => $"--Alb:Network:{setting}")]).Problems);

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
    public void Live_log_and_buckets_are_below_the_data_directory_unless_it_is_said_where()
    {
        _working.Write("appsettings.json", """{ "Alb": { "DataDirectory": "other", "AccessLog": null, "LogStore": null } }""");

        var follows = Read().Settings;
        Assert.Equal((Path.Combine("other", "access.log"), Path.Combine("other", "s3")), (follows.AccessLog, follows.LogStore));
        var said = Read("--Alb:AccessLog=", "--Alb:LogStore=s3").Settings;
        Assert.Equal(("", "s3"), (said.AccessLog, said.LogStore));
    }

    [Fact]
    public void Null_is_no_value_of_a_setting_that_follows_from_no_other()
    {
        _working.Write("appsettings.json", """{ "Alb": { "JournalSize": null } }""");

        Assert.Equal(["Alb:JournalSize takes a whole number, not ''"], Read().Problems);
    }

    [Fact]
    public void The_file_that_is_shipped_holds_the_defaults_and_every_setting()
    {
        var read = SettingsReader.Read([], [AppContext.BaseDirectory]);

        Assert.Empty(read.Problems);
        var (shipped, defaults) = (read.Settings, new AlbSettings());
        Assert.All(typeof(AlbSettings).GetProperties(), setting =>
        {
            Assert.Equivalent(setting.GetValue(defaults), setting.GetValue(shipped), strict: true);
            Assert.Contains(read.Configuration.GetSection("Alb").GetChildren(), given => given.Key == setting.Name);
        });
    }

    private ReadSettings Read(params string[] arguments) =>
        SettingsReader.Read(arguments, [_working.Path, _application.Path]);
}
