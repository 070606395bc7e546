using System.Security.Cryptography;
using AlbEmulator.Machine;
using AlbEmulator.Stores;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AlbEmulator.Stickiness;

/// <summary>
/// The key ring (ASP.NET Data Protection) that cookies are sealed with: kept in a folder, so that cookies are good after a
/// restart, or made of a secret that several emulators share. Nothing is read or made
/// where no client is sticky.
/// <see href="https://learn.microsoft.com/aspnet/core/security/data-protection/introduction"/>
/// </summary>
internal sealed partial class CookieKeys
{
    private const int FallbackSecretBytes = 32;

    private readonly Store _store;
    private readonly string _folder;
    private readonly string _secret;
    private readonly ILogger<CookieKeys> _log;
    private readonly Lazy<IDataProtectionProvider> _ring;

    /// <param name="store">Where the keys are kept; not used where there is a secret.</param>
    /// <param name="secret"><c>Alb:StickinessSecret</c>; empty for none.</param>
    /// <param name="log">Hears when keys cannot be kept.</param>
    public CookieKeys(Store store, string secret, ILogger<CookieKeys> log)
    {
        _store = store;
        _folder = Path.TrimEndingDirectorySeparator(store.PathOf(KeptFile.Keys));
        _secret = secret;
        _log = log;
        _ring = new Lazy<IDataProtectionProvider>(CreateRing);
    }

    /// <summary>Seals and opens what has that purpose, and nothing else.</summary>
    public IDataProtector For(string purpose) => _ring.Value.CreateProtector(purpose);

    /// <summary>Reads them, or makes the first.</summary>
    public void Prepare() => _ = _ring.Value;

    private IDataProtectionProvider CreateRing()
    {
        if (_secret.Length > 0)
        {
            return RingOf(new SharedKey(_secret));
        }

        try
        {
            var ring = Create(keys => keys.AddKeyManagementOptions(ring => ring.XmlRepository = new KeyFiles(_store, _log)));
            // Makes the first key, or finds that it cannot be kept.
            ring.CreateProtector("first").Protect([]);
            return ring;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            LogKeysNotKept(_folder, Unattended.Reason(exception));
            return RingOf(new SharedKey(RandomNumberGenerator.GetHexString(FallbackSecretBytes)));
        }
    }

    /// <summary>One key for good: none is made beside it, and nothing is written.</summary>
    private static IDataProtectionProvider RingOf(IXmlRepository key) => Create(keys => keys
        .DisableAutomaticKeyGeneration()
        .AddKeyManagementOptions(ring => ring.XmlRepository = key));

    private static IDataProtectionProvider Create(Action<IDataProtectionBuilder> keep)
    {
        var services = new ServiceCollection();
        var keys = services.AddDataProtection()
            .SetApplicationName("AlbEmulator")
            .AddKeyManagementOptions(ring => ring.AuthenticatedEncryptorFactories.Insert(0, new CookieEncryptorFactory()));
        keep(keys);
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>();
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Keys cannot be kept in {Folder}: cookies of sticky clients end with this run. {Reason}")]
    private partial void LogKeysNotKept(string folder, string reason);
}
