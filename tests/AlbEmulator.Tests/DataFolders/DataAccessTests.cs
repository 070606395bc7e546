using System.Net;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.DataFolders;
using AlbEmulator.Networks;
using AlbEmulator.Stores;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.DataFolders;

/// <summary>What is written below the data folder is for its user alone, unless a setting says otherwise.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class DataAccessTests : EndedTests
{
    private readonly TempFolder _folder = new();
    private readonly Authority _authority = new("CN=clients");
    private readonly ScriptedTarget _target = ScriptedTarget.Start();

    public override async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("000", "User", "rwx------", "rw-------")]
    [InlineData("022", "User", "rwx------", "rw-------")]
    [InlineData("077", "Group", "rwxr-x---", "rw-r-----")]
    [InlineData("000", "All", "rwxr-xr-x", "rw-r--r--")]
    public async Task Everything_below_the_data_folder_has_the_modes_of_the_setting(string umask, string access, string folders, string files)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Test passed without a look: Windows has no such modes.");
            return;
        }

        await using var emulator = await StartAsync(umask, ("Alb:DataAccess", access));
        await UseAsync(emulator);
        await emulator.TerminateAsync();
        Assert.Equal(0, await emulator.WaitForExitAsync());

        var data = new DirectoryInfo(_folder.File("data"));
        var all = data.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Prepend(data)
            .Where(item => !item.FullName.Contains("/bundles", StringComparison.Ordinal))
            .ToArray();
        Assert.Superset(
            new HashSet<string>(["access.log", "connection.log", "health.log", "emulator.lock", "network.json", "elbv2", "state.json", "trust-stores", "keys", "tls",
                "development.pem", "development.key", "authority.pem", "authority.key", "logs", "log-delivery", "s3", "my-logs"]),
            all.Select(item => item.Name).ToHashSet());
        Assert.Contains(all, item => item.Name.EndsWith(".log.gz", StringComparison.Ordinal));
        Assert.All(all, item => Assert.Equal((item.FullName, IsPrivate(item) ? "rw-------" : item is DirectoryInfo ? folders : files), (item.FullName, Text(item))));
    }

    [Fact]
    public async Task What_lies_elsewhere_is_made_as_the_umask_has_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Test passed without a look: Windows has no such modes.");
            return;
        }

        await using var emulator = await StartAsync(
            "027", ("Alb:AccessLog", _folder.File("logs/access.log")), ("Alb:LogStore", _folder.File("s3")));
        await UseAsync(emulator);
        await emulator.TerminateAsync();
        Assert.Equal(0, await emulator.WaitForExitAsync());

        Assert.Equal("rw-r-----", Text(new FileInfo(_folder.File("logs/access.log"))));
        Assert.Equal("rwxr-x---", Text(new DirectoryInfo(_folder.File("logs"))));
        Assert.All(
            new DirectoryInfo(_folder.File("s3/my-logs")).EnumerateFiles("*", SearchOption.AllDirectories),
            item => Assert.Equal("rw-r-----", Text(item)));
    }

    [Fact]
    public async Task What_others_may_read_of_an_earlier_run_is_told_and_left()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Test passed without a look: Windows has no such modes.");
            return;
        }

        var log = new FileInfo(_folder.Write("data/access.log", "line\n"));
        log.UnixFileMode = (UnixFileMode)Convert.ToInt32("644", 8);
        log.Directory!.UnixFileMode = (UnixFileMode)Convert.ToInt32("755", 8);

        await using var emulator = await StartAsync("022");

        Assert.Contains(
            $"Others may read what is kept in {_folder.File("data")}, such as access.log: 'chmod -R go= {_folder.File("data")}' closes it; "
                + "Alb:DataAccess says who may read what is new",
            emulator.Output);
        Assert.Equal(("rw-r--r--", "rwxr-xr-x"), (Text(log), Text(log.Directory)));
        Assert.Equal("rw-------", Text(new FileInfo(_folder.File("data/emulator.lock"))));
    }

    [Fact]
    public void What_an_earlier_run_made_is_opened_when_the_setting_opens_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Test passed without a look: Windows has no such modes.");
            return;
        }

        Write(DataAccess.User);
        var log = new FileInfo(_folder.File("data/sub/a.log"));
        Assert.Equal(("rw-------", "rwx------"), (Text(log), Text(log.Directory!)));

        Write(DataAccess.Group);
        Assert.Equal(("rw-r-----", "rwxr-x---"), (Text(log), Text(log.Directory!)));

        // Not closed again without a word: those who read it may be in the middle.
        Write(DataAccess.User);
        Assert.Equal("rw-r-----", Text(log));
    }

    [Fact]
    public void State_of_the_api_is_for_nobody_else_whatever_the_setting_says()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Test passed without a look: Windows has no such modes.");
            return;
        }

        var file = new FileInfo(_folder.File("data/elbv2/state-1.jsonl"));
        string Keep(DataAccess access, bool isSeeded)
        {
            using var disk = new ElbV2Disk(Stored.In(Settings(access)));
            var (state, problem) = disk.Read();
            Assert.Null(problem);
            disk.Write(state with { IsSeeded = isSeeded }, 0);
            return Text(file) + Text(new DirectoryInfo(disk.Folder));
        }

        Assert.Equal("rw-------rwx------", Keep(DataAccess.User, isSeeded: false));
        Assert.Equal("rw-------rwxr-x---", Keep(DataAccess.Group, isSeeded: true));

        // That of an earlier version, which had no secrets, is closed before it gets one.
        file.UnixFileMode = (UnixFileMode)Convert.ToInt32("644", 8);
        Assert.Equal("rw-------rwxr-xr-x", Keep(DataAccess.All, isSeeded: false));
    }

    [Fact]
    public void Network_that_goes_on_is_opened_when_the_setting_opens_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Test passed without a look: Windows has no such modes.");
            return;
        }

        string Keep(DataAccess access, string vpc)
        {
            using var log = new ChangeLog<NetworkRecords, NetworkChange>(
                new DataFolder(Settings(access)), _folder.File("data"), "network", new NetworkChanges());
            var (records, problem) = log.Read();
            Assert.Null(problem);
            log.Write(records with { Vpcs = records.Vpcs.Add(vpc) });
            return Text(new FileInfo(_folder.File("data/network-1.jsonl")));
        }

        Assert.Equal("rw-------", Keep(DataAccess.User, "vpc-1"));
        Assert.Equal("rw-r-----", Keep(DataAccess.Group, "vpc-2"));
    }

    [Fact]
    public void File_that_is_made_anew_has_not_the_mode_of_what_was_left_there()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Test passed without a look: Windows has no such modes.");
            return;
        }

        var left = new FileInfo(_folder.Write("data/state.json.new", "left"));
        left.UnixFileMode = (UnixFileMode)Convert.ToInt32("666", 8);

        new DataFolder(Settings(DataAccess.User)).Open(left.FullName, FileMode.Create).Dispose();

        Assert.Equal("rw-------", Text(left));
    }

    /// <summary>Keys, and what the API made, which has secrets of clients in it.</summary>
    private static bool IsPrivate(FileSystemInfo item) =>
        item.Extension == ".key" || item is FileInfo { Directory.Name: "keys" } || (item.Name.StartsWith("state-", StringComparison.Ordinal));

    /// <summary>As <c>ls</c> has it.</summary>
    private static string Text(FileSystemInfo item)
    {
        item.Refresh();
        return string.Concat(Enumerable.Range(0, 9).Select(bit => ((int)item.UnixFileMode & (256 >> bit)) == 0 ? '-' : "rwx"[bit % 3]));
    }

    private AlbSettings Settings(DataAccess access) => new() { DataDirectory = _folder.File("data"), DataAccess = access };

    private void Write(DataAccess access)
    {
        var data = new DataFolder(Settings(access));
        data.MakeFolder(data.PathOf("sub"));
        using var file = data.Open(data.PathOf("sub/a.log"), FileMode.OpenOrCreate);
    }

    private Task<EmulatorProcess> StartAsync(string umask, params (string Name, string Value)[] settings)
    {
        var topology = new TopologyBuilder { LoadBalancerName = "web" }
            .Listener(FreePorts.Take(), "web")
            .HttpsListener(FreePorts.Take(), "web")
            .TargetGroup("web", _target.Port)
            .TargetGroupAttribute("web", "stickiness.enabled", "true")
            .TargetGroupAttribute("web", "stickiness.type", "lb_cookie")
            .Attribute("access_logs.s3.enabled", "true")
            .Attribute("access_logs.s3.bucket", "my-logs");
        var all = new Dictionary<string, string>
        {
            ["Alb:DataDirectory"] = _folder.File("data"),
            ["Alb:AccessLog"] = _folder.File("data/access.log"),
            ["Alb:ConnectionLog"] = _folder.File("data/connection.log"),
            ["Alb:HealthCheckLog"] = _folder.File("data/health.log"),
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return EmulatorProcess.StartAsync(topology, umask, all.Select(setting => (setting.Key, setting.Value)));
    }

    /// <summary>Has it write what it can write.</summary>
    private async Task UseAsync(EmulatorProcess emulator)
    {
        using var api = new ElbV2Client(emulator.Control);
        var answer = await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        Assert.Contains("Set-Cookie: AWSALB=", answer.Head, StringComparison.Ordinal);
        var store = Directory.Exists(_folder.File("s3")) ? "s3" : "data/s3";
        _folder.Write($"{store}/bundles/ca.pem", _authority.Certificate.ExportCertificatePem());
        await api.DoAsync(
            "CreateTrustStore",
            ("Name", "clients"), ("CaCertificatesBundleS3Bucket", "bundles"), ("CaCertificatesBundleS3Key", "ca.pem"));
        var (status, made) = await api.PostAsync(
            "Version=2016-11-15&Action=CreateSecurityGroup&GroupName=web&GroupDescription=Web");
        Assert.True(status == HttpStatusCode.OK, made.ToString());
        await Patience.UntilAsync("a health check in its log", () => File.Exists(_folder.File("data/health.log")));
    }
}
