using System.Collections.Concurrent;
using AlbEmulator.Model;

namespace AlbEmulator.Snapshots;

/// <summary>The configuration that Kestrel watches: a change binds the ports that are new and lets go of those that are gone.</summary>
internal sealed class KestrelEndpoints : ConfigurationProvider, IConfigurationSource
{
    private readonly IConfigurationRoot _root;

    /// <summary>Of endpoints that are gone: whoever has read their names before asks for the rest, and must find it.</summary>
    private readonly ConcurrentDictionary<string, string?> _gone = new(StringComparer.OrdinalIgnoreCase);

    public KestrelEndpoints() => _root = new ConfigurationBuilder().Add(this).Build();

    public IConfiguration Configuration => _root;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override bool TryGet(string key, out string? value) => base.TryGet(key, out value) || _gone.TryGetValue(key, out value);

    /// <summary>Ports that did not change keep their connections.</summary>
    public void Apply(Topology topology, string controlUrl)
    {
        var data = new Dictionary<string, string?>(
            KestrelProjection.Endpoints(topology, controlUrl), StringComparer.OrdinalIgnoreCase);
        var same = data.Count == Data.Count
            && data.All(pair => Data.TryGetValue(pair.Key, out var value) && value == pair.Value);
        if (!same)
        {
            foreach (var (key, value) in Data.Where(pair => !data.ContainsKey(pair.Key)))
            {
                _gone[key] = value;
            }

            Data = data;
            OnReload();
        }
    }
}
