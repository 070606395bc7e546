using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Machine;

namespace AlbEmulator.Trust;

/// <summary>
/// The authorities that a user trusts, as .NET has them: on Linux for programs of .NET alone, on Windows the store of the system,
/// which asks the user before something is put in.
/// <see href="https://learn.microsoft.com/dotnet/standard/security/cross-platform-cryptography#x509store"/>
/// </summary>
/// <param name="kind">Of which kind it is here.</param>
/// <param name="name">For people.</param>
internal sealed class UserRootStore(string kind, string name) : ITrustStore
{
    public string Kind => kind;

    public string Name => name;

    public Task<TrustOutcome> LookAsync(TrustAnchor anchor) => DoAsync(
        OpenFlags.ReadOnly, anchor, static (_, _, isThere) => isThere ? TrustState.Present : TrustState.Absent);

    public Task<TrustOutcome> AddAsync(TrustAnchor anchor) => DoAsync(OpenFlags.ReadWrite, anchor, static (store, certificate, isThere) =>
    {
        if (isThere)
        {
            return TrustState.Present;
        }

        store.Add(certificate);
        return TrustState.Added;
    });

    public Task<TrustOutcome> RemoveAsync(TrustAnchor anchor) => DoAsync(OpenFlags.ReadWrite, anchor, static (store, certificate, isThere) =>
    {
        if (!isThere)
        {
            return TrustState.Absent;
        }

        store.Remove(certificate);
        return TrustState.Removed;
    });

    private static Task<TrustOutcome> DoAsync(OpenFlags flags, TrustAnchor anchor, Func<X509Store, X509Certificate2, bool, TrustState> act)
    {
        try
        {
            using var certificate = anchor.Certificate();
            using var store = new X509Store(StoreName.Root, StoreLocation.CurrentUser);
            store.Open(flags);
            var isThere = store.Certificates.Contains(certificate);
            return Task.FromResult(new TrustOutcome(act(store, certificate, isThere)));
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(TrustOutcome.Fail(OneLine.Of(exception.InnerException?.Message ?? exception.Message).TrimEnd('.')));
        }
    }
}
