using AlbEmulator.Model;

namespace AlbEmulator.Snapshots;

/// <summary>The configuration that Kestrel watches: a change binds the ports that are new and lets go of those that are gone.</summary>
internal sealed class KestrelEndpoints : ConfigurationProvider, IConfigurationSource
{
    private readonly IConfigurationRoot _root;

    public KestrelEndpoints() => _root = new ConfigurationBuilder().Add(this).Build();

    public IConfiguration Configuration => _root;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Ports that did not change keep their connections.</summary>
    public void Apply(Topology topology, string controlUrl)
    {
        var data = new Dictionary<string, string?>(
            KestrelProjection.Endpoints(topology, controlUrl), StringComparer.OrdinalIgnoreCase);
        var same = data.Count == Data.Count
            && data.All(pair => Data.TryGetValue(pair.Key, out var value) && value == pair.Value);
        if (!same)
        {
            Data = data;
            OnReload();
        }
    }
}
