using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;

namespace AlbEmulator.Stickiness;

/// <summary>
/// Seals which target group a client belongs to, so that the client can carry it but neither read nor make it. The keys
/// are kept in a folder: cookies are good after a restart. Nothing is read or made before the first cookie.
/// </summary>
internal sealed partial class GroupCookies
{
    /// <summary>Characters; what is longer is none of ours.</summary>
    private const int LongestValue = 256;

    private readonly string _folder;
    private readonly ILogger<GroupCookies> _log;
    private readonly Lazy<IDataProtector> _seal;

    /// <param name="folder">Where the keys are kept.</param>
    /// <param name="log">Hears when they cannot be.</param>
    public GroupCookies(string folder, ILogger<GroupCookies> log)
    {
        _folder = folder;
        _log = log;
        _seal = new Lazy<IDataProtector>(CreateSeal);
    }

    /// <summary>The value of a cookie; each time another.</summary>
    public string Seal(GroupMark mark) => Convert.ToBase64String(_seal.Value.Protect(mark.ToBytes()));

    /// <summary>What a value holds; null when it is none of ours.</summary>
    public GroupMark? Open(ReadOnlySpan<char> value)
    {
        var bytes = new byte[LongestValue];
        if (value.Length > LongestValue || !Convert.TryFromBase64Chars(value, bytes, out var length))
        {
            return null;
        }

        try
        {
            return GroupMark.From(_seal.Value.Unprotect(bytes[..length]));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector CreateSeal()
    {
        try
        {
            var seal = ProtectorOf(DataProtectionProvider.Create(new DirectoryInfo(_folder), keys => keys
                .SetApplicationName("AlbEmulator")
                .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration
                {
                    EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM,
                })));
            // Makes the first key, or finds that it cannot be kept.
            seal.Protect([]);
            return seal;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            LogKeysNotKept(exception, _folder);
            return ProtectorOf(new EphemeralDataProtectionProvider());
        }
    }

    private static IDataProtector ProtectorOf(IDataProtectionProvider provider) => provider.CreateProtector("AWSALBTG");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Keys cannot be kept in {Folder}: group cookies end with this run.")]
    private partial void LogKeysNotKept(Exception exception, string folder);
}
