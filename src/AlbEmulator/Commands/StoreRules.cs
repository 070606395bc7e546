using AlbEmulator.Etcd;

namespace AlbEmulator.Commands;

/// <summary>What <c>Alb:Store</c> and <c>Alb:Etcd</c> must keep to, where there is a store that is shared.</summary>
internal static class StoreRules
{
    /// <returns>The first that is wrong, in a sentence; null for nothing.</returns>
    public static string? Problem(AlbSettings settings)
    {
        var (address, problem) = EtcdAddress.Read(settings.Store);
        return address is null ? $"Alb:Store takes etcd://HOST:PORT,HOST:PORT/PREFIX, or nothing: '{settings.Store}' {problem}"
            : settings.Fresh ? "Alb:Fresh moves aside what is kept in the data folder, and Alb:Store keeps it for other nodes too: "
                + "name another prefix in Alb:Store, or POST /reset to a node"
            : settings.Etcd.User.Length == 0 != (settings.Etcd.Password.Length == 0) ? "Alb:Etcd:User and Alb:Etcd:Password go together: set both, or none"
            : EtcdTls.Of(settings.Etcd).Problem;
    }
}
