using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace AlbEmulator.Testcontainers;

/// <summary>What an <see cref="AlbContainer"/> is made of, beside what every container has.</summary>
public sealed class AlbConfiguration : ContainerConfiguration
{
    /// <param name="listenerPorts">The ports of listeners that can be reached from outside.</param>
    public AlbConfiguration(IEnumerable<int>? listenerPorts = null) => ListenerPorts = listenerPorts;

    public AlbConfiguration(IResourceConfiguration<CreateContainerParameters> configuration)
        : base(configuration)
    {
    }

    public AlbConfiguration(IContainerConfiguration configuration)
        : base(configuration)
    {
    }

    public AlbConfiguration(AlbConfiguration configuration)
        : this(new AlbConfiguration(), configuration)
    {
    }

    public AlbConfiguration(AlbConfiguration before, AlbConfiguration now)
        : base(before, now) => ListenerPorts = BuildConfiguration.Combine(before.ListenerPorts, now.ListenerPorts);

    /// <summary>The ports of listeners that can be reached from outside, 1 to 65535; null until one is named.</summary>
    public IEnumerable<int>? ListenerPorts { get; }
}
