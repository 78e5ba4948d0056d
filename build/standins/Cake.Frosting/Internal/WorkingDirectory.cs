using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>The working directory that the program chose; an option on the command line overrides it.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
