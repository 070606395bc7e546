using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AlbEmulator.Clusters.Objects;
using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Tests.Clusters;

/// <summary>The objects of an API server, with what became of them, and who follows that.</summary>
internal sealed class ApiObjects
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Plural, string Namespace, string Name), JsonObject> _objects = [];
    private readonly List<(long Version, string Plural, string Namespace, string Line)> _told = [];
    private readonly List<Follower> _followers = [];
    private long _version = 1000;
    private long _oldest;

    /// <summary>How many more pages after the first are refused as too old.</summary>
    public int TokensThatEnd { get; set; }

    /// <summary>Whether a watch of what is too long ago is answered with an event; with a status otherwise.</summary>
    public bool TellsGoneAsEvent { get; set; }

    /// <summary>How far it is.</summary>
    public string Version
    {
        get
        {
            lock (_lock)
            {
                return Text(_version);
            }
        }
    }

    /// <summary>How many follow a kind.</summary>
    public int Followers(string plural)
    {
        lock (_lock)
        {
            return _followers.Count(follower => follower.Path.Plural == plural);
        }
    }

    /// <summary>Has an object, new or in place of the one that has its name.</summary>
    /// <param name="manifest">As a file would say it.</param>
    public void Put(JsonObject manifest)
    {
        lock (_lock)
        {
            var key = Key(manifest);
            Tell(_objects.ContainsKey(key) ? "MODIFIED" : "ADDED", key, manifest);
        }
    }

    /// <summary>Has it no longer.</summary>
    public void Delete(JsonObject manifest)
    {
        lock (_lock)
        {
            Tell("DELETED", Key(manifest), manifest);
            _objects.Remove(Key(manifest));
        }
    }

    /// <summary>Changes an object without a word, as while nobody hears.</summary>
    public void PutSilently(JsonObject manifest)
    {
        lock (_lock)
        {
            _objects[Key(manifest)] = Versioned(manifest);
            _oldest = _version;
        }
    }

    /// <summary>Deletes an object without a word.</summary>
    public void DeleteSilently(JsonObject manifest)
    {
        lock (_lock)
        {
            _objects.Remove(Key(manifest));
            _oldest = ++_version;
        }
    }

    /// <summary>From now on nothing is known of what came before.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _oldest = ++_version;
            _told.Clear();
        }
    }

    /// <summary>Tells whoever follows a kind how far it is.</summary>
    public string Bookmark(string plural)
    {
        lock (_lock)
        {
            _version++;
            Say(plural, $$$$"""{"type":"BOOKMARK","object":{"kind":"Any","metadata":{"resourceVersion":"{{{{Text(_version)}}}}","creationTimestamp":null}}}""");
            return Text(_version);
        }
    }

    /// <summary>Tells whoever follows a kind anything.</summary>
    public void Say(string plural, string line)
    {
        lock (_lock)
        {
            _followers.Where(follower => follower.Path.Plural == plural).ToList().ForEach(follower => follower.Channel.Writer.TryWrite(line));
        }
    }

    /// <summary>Ends what it tells.</summary>
    /// <param name="plural">The kind; null for all.</param>
    /// <param name="drops">Whether the connection breaks.</param>
    public void EndFollowers(string? plural = null, bool drops = false)
    {
        lock (_lock)
        {
            foreach (var follower in _followers.Where(follower => plural is null || follower.Path.Plural == plural).ToList())
            {
                follower.IsDropped = drops;
                follower.Channel.Writer.TryComplete();
                _followers.Remove(follower);
            }
        }
    }

    /// <summary>A page of a list; null where what the page is asked for by is too old.</summary>
    public string? List(ApiPath path, IQueryCollection query)
    {
        lock (_lock)
        {
            var from = 0;
            if (query["continue"].ToString() is { Length: > 0 } token)
            {
                if (TokensThatEnd > 0)
                {
                    TokensThatEnd--;
                    return null;
                }

                from = int.Parse(token["page+/=".Length..], CultureInfo.InvariantCulture);
            }

            var all = Of(path, query).ToList();
            var limit = int.Parse(query["limit"].ToString(), CultureInfo.InvariantCulture);
            var isTyped = path.Group is "" or "networking.k8s.io" or "discovery.k8s.io";
            var metadata = new JsonObject { ["resourceVersion"] = Text(_version) };
            if (all.Count > from + limit)
            {
                metadata["continue"] = $"page+/={Text(from + limit)}";
            }

            var items = new JsonArray([.. all.Skip(from).Take(limit).Select(item => (JsonNode?)Item(item, isTyped))]);
            // As a real one does it: items of its own kinds do not say what they are, and lists of others are in the order of the alphabet.
            return (isTyped
                ? new JsonObject { ["kind"] = "AnyList", ["apiVersion"] = path.Version, ["metadata"] = metadata, ["items"] = items }
                : new JsonObject { ["apiVersion"] = path.Version, ["items"] = items, ["kind"] = "AnyList", ["metadata"] = metadata }).ToJsonString();
        }
    }

    /// <summary>Follows a kind; null where what it was is too long ago.</summary>
    public Follower? Follow(ApiPath path, IQueryCollection query)
    {
        lock (_lock)
        {
            var from = long.Parse(query["resourceVersion"].ToString(), CultureInfo.InvariantCulture);
            var follower = new Follower(path, this);
            if (from < _oldest)
            {
                if (!TellsGoneAsEvent)
                {
                    return null;
                }

                follower.Channel.Writer.TryWrite("""{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version"}}""");
                follower.Channel.Writer.TryComplete();
                return follower;
            }

            foreach (var (_, _, _, line) in _told.Where(told => told.Version > from && told.Plural == path.Plural && (path.Namespace.Length == 0 || told.Namespace == path.Namespace)))
            {
                follower.Channel.Writer.TryWrite(line);
            }

            _followers.Add(follower);
            return follower;
        }
    }

    /// <summary>Changes an object by a merge patch of its status; null where there is none.</summary>
    public JsonObject? Patch(ApiPath path, JsonObject patch)
    {
        lock (_lock)
        {
            if (!_objects.TryGetValue((path.Plural, path.Namespace, path.Name), out var before))
            {
                return null;
            }

            var now = before.DeepClone().AsObject();
            now["status"] = patch["status"]!.DeepClone();
            Tell("MODIFIED", (path.Plural, path.Namespace, path.Name), now);
            return now;
        }
    }

    /// <summary>An object as it is; null where there is none.</summary>
    public JsonObject? Find(string plural, string nameSpace, string name)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault((plural, nameSpace, name))?.DeepClone().AsObject();
        }
    }

    private void Forget(Follower follower)
    {
        lock (_lock)
        {
            _followers.Remove(follower);
        }
    }

    private IEnumerable<JsonObject> Of(ApiPath path, IQueryCollection query) => _objects
        .Where(item => item.Key.Plural == path.Plural && (path.Namespace.Length == 0 || item.Key.Namespace == path.Namespace))
        .Where(item => item.Value["type"] is not { } type || !query["fieldSelector"].ToString().Contains($"type!={type}", StringComparison.Ordinal))
        .OrderBy(item => item.Key.Namespace, StringComparer.Ordinal).ThenBy(item => item.Key.Name, StringComparer.Ordinal)
        .Select(item => item.Value);

    private static JsonObject Item(JsonObject item, bool isTyped)
    {
        var copy = item.DeepClone().AsObject();
        if (isTyped)
        {
            copy.Remove("kind");
            copy.Remove("apiVersion");
        }

        return copy;
    }

    private void Tell(string type, (string Plural, string Namespace, string Name) key, JsonObject manifest)
    {
        var now = _objects[key] = Versioned(manifest);
        var line = new JsonObject { ["type"] = type, ["object"] = now.DeepClone() }.ToJsonString();
        _told.Add((_version, key.Plural, key.Namespace, line));
        _followers.Where(follower => follower.Path.Plural == key.Plural && (follower.Path.Namespace.Length == 0 || follower.Path.Namespace == key.Namespace))
            .ToList().ForEach(follower => follower.Channel.Writer.TryWrite(line));
    }

    private JsonObject Versioned(JsonObject manifest)
    {
        var copy = manifest.DeepClone().AsObject();
        copy["metadata"]!["resourceVersion"] = Text(++_version);
        copy["metadata"]!["managedFields"] = new JsonArray(new JsonObject { ["manager"] = $"writer-{Text(_version)}" });
        return copy;
    }

    private static (string Plural, string Namespace, string Name) Key(JsonObject manifest) => (
        ObjectKind.All.Single(kind => kind.Kind == (string?)manifest["kind"]).Plural,
        (string?)manifest["metadata"]!["namespace"] ?? "",
        (string)manifest["metadata"]!["name"]!);

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Who follows a kind.</summary>
    public sealed class Follower(ApiPath path, ApiObjects objects) : IDisposable
    {
        public ApiPath Path { get; } = path;

        public Channel<string> Channel { get; } = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public ChannelReader<string> Lines => Channel.Reader;

        /// <summary>Whether its connection breaks in the end.</summary>
        public bool IsDropped { get; set; }

        public void Dispose() => objects.Forget(this);
    }
}
