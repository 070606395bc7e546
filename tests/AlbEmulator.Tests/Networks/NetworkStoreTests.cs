using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AlbEmulator.Networks;
using AlbEmulator.Tests.Stores;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Networks;

/// <summary>What clients made of the network, in a file.</summary>
public sealed class NetworkStoreTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Changes_are_there_in_the_next_run()
    {
        using (var store = Store())
        {
            Assert.Equal("done", Add(store, "vpc-12345678"));
            Change(store, records => records with { Groups = records.Groups.Add("sg-1", Group("one")).Add("sg-2", Group("two")) });
            Change(store, records => records with { Tags = records.Tags.Add("sg-1", Tags("a")).Add("sg-2", Tags("b")) });
            Change(store, records => records with { Groups = records.Groups.Remove("sg-1"), Tags = records.Tags.Remove("sg-1") });
            Change(store, records => records with { Groups = records.Groups.SetItem("sg-2", Group("other")) });
        }

        using var next = Store();
        Assert.Equal(["vpc-12345678"], next.Records.Vpcs);
        Assert.Equal(("sg-2", "other"), next.Records.Groups.Select(group => (group.Key, group.Value.Name)).Single());
        Assert.Equal("b", next.Records.Tags["sg-2"].Single().Key);
        Assert.Single(next.Records.Tags);
    }

    [Fact]
    public void A_change_costs_what_it_changes()
    {
        using var store = Store();
        Change(store, records => records with
        {
            Groups = records.Groups.AddRange(Enumerable.Range(0, 1000).Select(group => KeyValuePair.Create($"sg-{group:d4}", Group("many")))),
        });
        var before = new FileInfo(_data.File("network-1.jsonl")).Length;

        Change(store, records => records with { Groups = records.Groups.Add("sg-0500a", Group("one")) });

        Assert.InRange(new FileInfo(_data.File("network-1.jsonl")).Length - before, 1, 500);
    }

    [Fact]
    public void What_an_earlier_version_wrote_is_read()
    {
        _data.Write("network.json", """{ "Groups": {}, "Tags": { "sg-1": { "a": "b" } }, "Vpcs": ["vpc-1"] }""");

        using var store = Store();

        Assert.Equal("b", store.Records.Tags["sg-1"]["a"]);
        Assert.Equal("done", Add(store, "vpc-2"));
        using var next = Store();
        Assert.Equal(["vpc-1", "vpc-2"], next.Records.Vpcs);
        Assert.Single(next.Records.Tags);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told_and_stays()
    {
        _data.Write("network.json", "{ \"Groups\": ");

        Assert.StartsWith($"{_data.File("network.json")}:1: is not JSON: ", Problem(), StringComparison.Ordinal);
        using var store = Store();
        Assert.Null(Add(store, "vpc-12345678"));
        Assert.Equal("{ \"Groups\": ", File.ReadAllText(_data.File("network.json")));
    }

    [Fact]
    public void A_line_of_which_any_byte_is_another_is_told_and_nothing_is_written()
    {
        using (var store = Store())
        {
            Change(store, records => records with { Groups = records.Groups.Add("sg-1", Group("one")) });
            Change(store, records => records with { Tags = records.Tags.Add("sg-1", Tags("a")) });
        }

        var path = _data.File("network-1.jsonl");
        var lines = File.ReadAllBytes(path);
        for (var at = 0; at < lines.Length - 1; at++)
        {
            lines[at] ^= 1;
            File.WriteAllBytes(path, lines);
            Assert.Matches($"^{Regex.Escape(path)}:[12]: ", Problem());
            lines[at] ^= 1;
        }

        lines[5] ^= 1;
        File.WriteAllBytes(path, lines);
        using var broken = Store();
        Assert.Null(Add(broken, "vpc-12345678"));
        Assert.Equal(lines, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("""{"Groups":{"Removed":["sg-2"]}}""", "it removes \"sg-2\", which is not there")]
    [InlineData("""{"Groups":{"Put":{"sg-2":{}}}}""", "Groups.Put.sg-2: is missing ")]
    [InlineData("""{"Subnets":{}}""", "Subnets: Subnets is not a property that this version knows")]
    [InlineData("""{"Vpcs":["a"],"Vpcs":["b"]}""", "Vpcs: Vpcs stands here a second time")]
    [InlineData("""{"Vpcs":[null]}""", "null stands in it, which is never written")]
    [InlineData("""{"Vpcs":[1]}""", "Vpcs[0]: holds a value of another kind than is written there")]
    public void A_record_that_nobody_wrote_is_told_with_its_line(string record, string told)
    {
        using (var store = Store())
        {
            Change(store, records => records with { Groups = records.Groups.Add("sg-1", Group("one")) });
        }

        StateFiles.Append(_data.File("network-1.jsonl"), record);

        Assert.StartsWith($"{_data.File("network-1.jsonl")}:2: {told}", Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_cannot_be_written_is_none()
    {
        using var store = Store();
        Directory.CreateDirectory(_data.File("network.json.new"));

        Assert.Null(Add(store, "vpc-12345678"));
        Assert.Empty(store.Records.Vpcs);
    }

    private static SecurityGroup Group(string name) =>
        new("sg", "vpc-1", name, "") { Account = "000000000000", Region = "us-east-1", Rules = [SecurityGroupRule.EverythingMayLeave("sg")] };

    private static ImmutableSortedDictionary<string, string> Tags(string key) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(key, "value");

    private static void Change(NetworkStore store, Func<NetworkRecords, NetworkRecords> change) =>
        Assert.Equal("done", store.Change(records => (change(records), "done"), static problem => problem));

    private string Problem() => $"{NetworkStore.ProblemWith(Stored.In(_data.Path))}";

    private NetworkStore Store() =>
        new(Stored.In(_data.Path), NullLogger<NetworkStore>.Instance);

    private static string? Add(NetworkStore store, string vpc) =>
        store.Change<string?>(records => (records with { Vpcs = records.Vpcs.Add(vpc) }, "done"), static _ => null);
}
