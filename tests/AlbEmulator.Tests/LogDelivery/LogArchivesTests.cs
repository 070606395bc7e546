using AlbEmulator.Model;
using AlbEmulator.Tests.AccessLogs;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.LogDelivery;

/// <summary>
/// Objects of an access log.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"/>
/// </summary>
public sealed class LogArchivesTests : ArchiveTests
{
    [Fact]
    public async Task An_object_of_each_interval_has_aws_s_key_with_the_day_of_delivery_and_the_end_of_the_interval()
    {
        await using var stage = Start().Use(new LogBucket("my-logs", "a/b c"));
        stage.Append(1, 2);
        stage.EndInterval();
        await stage.WaitForAsync(2);
        stage.Append(3);
        stage.EndInterval();
        await stage.WaitForAsync(3);

        Assert.Equal(2, stage.Objects.Count);
        Assert.All(stage.Objects, item => Assert.Equal("my-logs", item.Bucket));
        Assert.StartsWith(
            "a/b c/AWSLogs/000000000000/elasticloadbalancing/us-east-1/2026/11/22/" +
            "000000000000_elasticloadbalancing_us-east-1_app.demo.98e3a879de9d6b42_20261122T2355Z_127.0.0.1_",
            stage.Objects[0].Key,
            StringComparison.Ordinal);
        // 23:55 to 24:00, delivered on the next day.
        Assert.Equal(("2026/11/23", "20261123T0000Z"), (
            stage.Objects[1].Parts().Groups["day"].Value, stage.Objects[1].Parts().Groups["end"].Value));
        Assert.Equal((2, 1), (stage.Objects[0].Lines.Count, stage.Objects[1].Lines.Count));
    }

    [Fact]
    public async Task A_test_object_says_when_a_log_is_enabled_or_goes_elsewhere_and_not_again()
    {
        await using var stage = Start().Use(Bucket);
        var path = Path.Combine(stage.Store, "my-logs/AWSLogs/000000000000/ELBAccessLogTestFile");
        await Patience.UntilAsync("the test object", () => File.Exists(path));
        Assert.Equal(
            "Enable AccessLog for ELB: app/demo/98e3a879de9d6b42 at 2026-11-22T23:51:02.000Z", File.ReadAllText(path));

        File.Delete(path);
        stage.Use(Bucket).Use(new LogBucket("my-logs", "p"));
        await Patience.UntilAsync("the other", () => ArchivedObject.Keys(stage.Store).Count > 0);

        Assert.Equal(["my-logs/p/AWSLogs/000000000000/ELBAccessLogTestFile"], ArchivedObject.Keys(stage.Store));
    }

    [Fact]
    public async Task An_interval_without_traffic_has_no_object_nor_has_a_load_balancer_without_the_attribute()
    {
        await using var stage = Start().Use(Bucket);
        stage.Log.Append(Entries.Numbered(1) with { LoadBalancer = "app/other/98e3a879de9d6b42" });
        stage.EndInterval();
        stage.EndInterval();
        stage.Append(2);
        stage.EndInterval();
        await stage.WaitForAsync(1);

        Assert.Equal([2], stage.Archived);
        Assert.Equal([1, 2], stage.Live);
        Assert.Single(stage.Objects);
    }

    [Fact]
    public async Task Nodes_have_objects_of_their_own()
    {
        await using (var stage = Start().Use(Bucket))
        {
            foreach (var (number, node) in new[] { (1, "127.0.0.1"), (2, "127.0.0.2"), (3, "127.0.0.1"), (4, "::1") })
            {
                stage.Log.Append(Entries.Numbered(number) with { Time = Time.GetUtcNow().UtcDateTime, NodeAddress = node });
            }
        }

        var names = ArchivedObject.Keys(Folder.File("s3")).Where(key => key.EndsWith(".gz", StringComparison.Ordinal));
        Assert.Equal(["--1", "127.0.0.1", "127.0.0.2"], names.Select(name => name.Split('_')[^2]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_unfinished_interval_is_delivered_at_the_end_and_goes_on_after_it()
    {
        await using (var first = Start().Use(Bucket))
        {
            first.Append(Enumerable.Range(0, 1000));
        }

        await using var second = Start().Use(Bucket);
        second.Append(1000);
        second.EndInterval();
        await second.WaitForAsync(1001);

        Assert.Equal(Enumerable.Range(0, 1001), second.Archived);
        Assert.Equal(2, second.Objects.Count);
        Assert.Empty(Directory.GetFiles(Folder.File("data"), "*.log*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Without_a_live_log_there_are_archives_all_the_same()
    {
        await using var stage = new ArchiveStage(Folder, Time, Logger, isLive: false);
        Assert.False(stage.Log.IsEnabled);
        stage.Use(Bucket);
        Assert.True(stage.Log.IsEnabled);
        stage.Append(1, 2);
        stage.EndInterval();
        await stage.WaitForAsync(2);

        Assert.Equal([1, 2], stage.Archived);
        Assert.False(File.Exists(stage.LivePath));
    }

    /// <summary><see href="https://goaccess.io/man"/>: <c>--log-format=AWSALB</c>.</summary>
    [Fact]
    public async Task GoAccess_reads_an_object_as_it_reads_the_live_log()
    {
        if (!Programs.Have("goaccess", "sh", "gzip"))
        {
            return;
        }

        await using (var stage = Start().Use(Bucket))
        {
            stage.Append(Enumerable.Range(0, 1000));
        }

        var item = Directory.GetFiles(Folder.File("s3"), "*.gz", SearchOption.AllDirectories).Single();
        var report = Folder.File("report.json");
        var (exitCode, _, errors) = await Programs.RunAsync(
            "sh",
            ["-c", $"gzip -dc '{item}' | goaccess - --log-format=AWSALB --no-global-config --no-progress -o '{report}'"]);

        Assert.True(exitCode == 0, errors);
        using var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        Assert.Equal(1000, json.RootElement.GetProperty("general").GetProperty("valid_requests").GetInt32());
    }
}
