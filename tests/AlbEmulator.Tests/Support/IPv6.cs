using System.Net;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Support;

/// <summary>What tests of IPv6 need.</summary>
public static class IPv6
{
    /// <summary>
    /// Whether this machine has <c>::1</c>. If not, tests of it pass without a look, and a word about it; also where
    /// <c>CI=true</c>, since many a container has none.
    /// </summary>
    public static bool IsHere { get; } = Look();

    private static bool Look()
    {
        var isHere = LocalAddresses.Has(IPAddress.IPv6Loopback);
        if (!isHere)
        {
            Console.WriteLine("Tests of IPv6 passed without a look: this machine has no ::1.");
        }

        return isHere;
    }
}
