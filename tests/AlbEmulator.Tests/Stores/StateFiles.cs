using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.DataFolders;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Stores;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Stores;

/// <summary>States of the API as they are written, with changes made at random; the files, to break them.</summary>
internal sealed class StateFiles : IDisposable
{
    private static readonly StateChanges Kind = new();

    private static readonly JsonTypeInfo<Verbatim> AsIs =
        (JsonTypeInfo<Verbatim>)new JsonSerializerOptions { Converters = { new VerbatimJson() }, TypeInfoResolver = new DefaultJsonTypeInfoResolver() }
            .GetTypeInfo(typeof(Verbatim));

    /// <summary>Of a whole state, in the form that changes have.</summary>
    public static JsonSerializerOptions Whole { get; } = new(Kind.Json.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private readonly TempFolder _folder = new();
    private int _made;

    public string Folder => _folder.Path;

    public string Head => _folder.File("state.json");

    /// <summary>The file that holds.</summary>
    public string Lines => Directory.GetFiles(Folder, "state-*.jsonl").Single();

    public void Dispose() => _folder.Dispose();

    public ChangeLog<ElbV2State, StateChange> Open(string? folder = null) =>
        new(DataAt(folder ?? Folder), folder ?? Folder, "state", Kind);

    /// <summary>A data folder.</summary>
    public static DataFolder DataAt(string folder) => new(new AlbSettings { DataDirectory = folder });

    /// <summary>The log after it was read, to go on with.</summary>
    public ChangeLog<ElbV2State, StateChange> OpenRead()
    {
        var log = Open();
        Assert.Null(log.Read().Problem);
        return log;
    }

    /// <summary>What is kept, read by somebody else.</summary>
    public (ElbV2State State, Problem? Problem) Read(string? folder = null)
    {
        using var log = Open(folder);
        return log.Read();
    }

    public static string Text(ElbV2State state) => JsonSerializer.Serialize(state, Whole);

    /// <summary>Puts a change of that JSON at the end of a file of changes, as if it had been written.</summary>
    public static void Append(string path, string record)
    {
        using var file = new FileStream(path, FileMode.Append);
        file.Write(Line(record));
    }

    /// <summary>A change of that JSON as a line, with its checksum.</summary>
    public static ReadOnlySpan<byte> Line(string record)
    {
        var line = new ArrayBufferWriter<byte>();
        ChangeLine.Write(line, new Verbatim(record), AsIs);
        return line.WrittenSpan;
    }

    public static void AssertSame(ElbV2State expected, (ElbV2State State, Problem? Problem) read)
    {
        Assert.Null(read.Problem);
        Assert.Equal(Text(expected), Text(read.State));
    }

    public TargetGroupResource Group(int targets = 0) => new()
    {
        Arn = NewArn(KeptArns.TargetGroup),
        Name = $"group-{_made}",
        TargetType = "ip",
        Settings = Settings("Port", "80"),
        Targets = [.. Enumerable.Range(1, targets).Select(port => new TargetResource("127.0.0.1", port))],
    };

    public RuleResource Rule() => new()
    {
        Arn = NewArn(KeptArns.Rule),
        Priority = ++_made,
        Settings = Settings("Conditions", "any"),
    };

    public ListenerResource Listener(int rules = 0) => new()
    {
        Arn = NewArn(KeptArns.Listener),
        DefaultRuleArn = NewArn(KeptArns.Rule),
        Settings = Settings("Port", "8080"),
        Rules = [.. Enumerable.Range(0, rules).Select(_ => Rule())],
    };

    public LoadBalancerResource LoadBalancer(params ListenerResource[] listeners) => new()
    {
        Arn = NewArn(KeptArns.LoadBalancer),
        Name = $"lb-{_made}",
        DnsName = "lb.example.com",
        CreatedTime = DateTimeOffset.UnixEpoch,
        Listeners = [.. listeners],
    };

    /// <summary>Another state: something is made, changed, moved or removed, at any depth.</summary>
    public ElbV2State Changed(ElbV2State state, Random chance) => chance.Next(8) switch
    {
        0 => state with { LoadBalancers = state.LoadBalancers.Add(LoadBalancer(Listener(chance.Next(4)), Listener())) },
        1 => state with { TargetGroups = state.TargetGroups.Add(Group(chance.Next(4))) },
        2 => state with { TargetGroups = Without(state.TargetGroups, chance) },
        3 => state with { LoadBalancers = Without(state.LoadBalancers, chance) },
        4 => state with { TargetGroups = With(state.TargetGroups, chance, group => group with { Targets = ChangedTargets(group.Targets, chance) }) },
        5 => state with { TargetGroups = With(state.TargetGroups, chance, group => group with { Tags = group.Tags.Add(new Tag("a", $"{++_made}")) }) },
        6 => state with { TargetGroups = [.. state.TargetGroups.Reverse()] },
        _ => state with { LoadBalancers = With(state.LoadBalancers, chance, item => item with { Listeners = ChangedListeners(item.Listeners, chance) }) },
    };

    private ImmutableList<ListenerResource> ChangedListeners(ImmutableList<ListenerResource> listeners, Random chance) => chance.Next(5) switch
    {
        0 => listeners.Add(Listener(chance.Next(3))),
        1 => Without(listeners, chance),
        2 => With(listeners, chance, item => item with { Certificates = item.Certificates.Add($"arn:{++_made}") }),
        3 => With(listeners, chance, item => item with { Rules = Without(item.Rules, chance) }),
        _ => With(listeners, chance, item => item with { Rules = item.Rules.Insert(chance.Next(item.Rules.Count + 1), Rule()) }),
    };

    private ImmutableList<TargetResource> ChangedTargets(ImmutableList<TargetResource> targets, Random chance) => chance.Next(3) switch
    {
        0 => targets.Add(new TargetResource("10.0.0.1", ++_made)),
        1 => Without(targets, chance),
        _ => With(targets, chance, target => target with { AvailabilityZone = $"zone-{++_made}" }),
    };

    private static ImmutableList<T> Without<T>(ImmutableList<T> items, Random chance) =>
        items.IsEmpty ? items : items.RemoveAt(chance.Next(items.Count));

    private static ImmutableList<T> With<T>(ImmutableList<T> items, Random chance, Func<T, T> change)
    {
        if (items.IsEmpty)
        {
            return items;
        }

        var at = chance.Next(items.Count);
        return items.SetItem(at, change(items[at]));
    }

    private static Node.Mapping Settings(string name, string value) =>
        new(Origin.None, [new Entry(name, Origin.None, new Node.Scalar(Origin.None, ScalarKind.Quoted, value))]);

    private string NewArn(string form)
    {
        var path = form.Replace("NAME", "x", StringComparison.Ordinal).Replace("ID", "1", StringComparison.Ordinal);
        return $"arn:aws:elasticloadbalancing:us-east-1:000000000000:{path}{(++_made).ToString("x15", CultureInfo.InvariantCulture)}";
    }

    private sealed record Verbatim(string Json);

    private sealed class VerbatimJson : JsonConverter<Verbatim>
    {
        public override Verbatim Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Verbatim value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Json, skipInputValidation: true);
    }
}
