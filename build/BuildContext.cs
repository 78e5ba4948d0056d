using Cake.Core;
using Cake.Frosting;

namespace Bakehouse;

/// <summary>The context of all tasks. What they work with is handed to their constructors.</summary>
public sealed class BuildContext(ICakeContext context) : FrostingContext(context);
