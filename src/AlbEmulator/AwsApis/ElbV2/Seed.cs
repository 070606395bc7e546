using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Networks;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// With <c>Alb:FileIsSeed</c>: what the files define at the first start becomes the API's own, under the ARNs that it
/// has as a file's. From then on what the API keeps holds, whatever the files say.
/// </summary>
internal static class Seed
{
    /// <summary>The state with what the files say; or what of it only a file can have.</summary>
    public static (ElbV2State State, IReadOnlyList<Problem> Problems) Of(
        ElbV2State kept, IReadOnlyList<Node> files, Topology topology, AlbSettings settings, DateTimeOffset now)
    {
        var problems = Refused(files).ToList();
        if (problems.Count > 0)
        {
            return (kept, problems);
        }

        var network = new Network(settings.AccountId, settings.Region, settings.Network, new NetworkRecords());
        var all = new FileResources(settings, network, now).With(kept, files, topology);
        return (all with
        {
            IsSeeded = true,
            LoadBalancers = all.LoadBalancers.ConvertAll(item => item with { IsOfFile = false }),
            TargetGroups = all.TargetGroups.ConvertAll(item => item with { IsOfFile = false }),
        }, []);
    }

    /// <summary>Certificates of files have no ARN that the API could keep them by.</summary>
    private static IEnumerable<Problem> Refused(IReadOnlyList<Node> files)
    {
        var listeners = files.SelectMany(file => file.Find(TopologyShape.LoadBalancers.Name).Items())
            .SelectMany(loadBalancer => loadBalancer.Find(LoadBalancerShape.Listeners.Name).Items());
        foreach (var certificates in listeners.Select(node => node.Find(ListenerShape.Certificates.Name)).OfType<Node>())
        {
            yield return new Problem(
                certificates.Origin,
                "Certificates of files do not go with Alb:FileIsSeed: remove them, and map the ARN of a certificate with "
                    + "Alb:Certificates");
        }

        foreach (var user in files.SelectMany(file => file.Find(TopologyShape.EchoUsers.Name).Items()))
        {
            yield return new Problem(user.Origin, "EchoUsers do not go with Alb:FileIsSeed: remove them");
        }

        foreach (var store in files.SelectMany(file => file.Find(TopologyShape.TrustStores.Name).Items()))
        {
            yield return new Problem(
                store.Origin, "TrustStores do not go with Alb:FileIsSeed: make them with CreateTrustStore");
        }
    }
}
