using AlbEmulator.Clusters;
using AlbEmulator.Containers;

namespace AlbEmulator;

/// <summary>Who follows what is named among the files and is none. It is known when the files have been read, which goes on meanwhile.</summary>
internal static class LivingSources
{
    public static void AddLivingSources(this IServiceCollection services, EmulatorOptions options)
    {
        if (options.Files.Any(EngineAddress.IsMeantBy))
        {
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<EngineWatch>(provider, options.TopologyFiles.Engine!));
        }

        if (options.Files.Any(ClusterName.IsMeantBy))
        {
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ClusterWatch>(provider, options.TopologyFiles.Cluster!));
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<StatusWriter>(
                provider, options.TopologyFiles.Cluster!, options.Settings.Kubernetes.WriteStatus));
        }
    }
}
