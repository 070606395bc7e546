using AlbEmulator.Clusters;
using AlbEmulator.Containers;

namespace AlbEmulator.Topologies;

/// <summary>What may stand in the place of a file and is none: a container engine, or a cluster.</summary>
internal static class LivingSource
{
    public static bool IsMeantBy(string name) => EngineAddress.IsMeantBy(name) || ClusterName.IsMeantBy(name);
}
